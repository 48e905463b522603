/// The log of many routines at once, on one sink: each line behind its routine's name, or a frame
/// that shows how far each routine is.
///
/// ```
/// LogAggregator ──► Routine ──► Handoff ──┬─ DirectHandoff   (async-logs off)  shown by the caller
///      line, copy, done, failed           └─ ChannelHandoff  (on)  Channel ──► 2 workers, batches
///                                  both: ──► LogView ──┬─ PlainLines    (format plain)
///                                                      └─ ProgressBoard (format progress)
///                                              └──► Sink
/// LogLayout ──┬─ PlainLogLayout   (compact-layout off)  LogEntry of a routine,
///             └─ PackedLogLayout  (on)                  LogMessage of a line
/// LineSplitter: bytes of a stream ──► lines, through a leased buffer (buffers)
/// ```
/// What is on the sink at the end is the same whichever toggles are on. Start reading at
/// [LogAggregator].
@NullMarked
package dev.dyno.engine.logs;

import org.jspecify.annotations.NullMarked;
