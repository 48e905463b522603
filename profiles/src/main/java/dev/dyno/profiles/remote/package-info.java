/// Watching another JVM that runs already: facts of a window of its life, and live numbers.
///
/// ```
///            by attach                       ┌─ Snapshots ──► a .jfr, facts and samples out of it
/// a pid ──► RemoteJvm ──► Signals ──► Watch ─┤  (jfr-streaming)
///           loopback JMX                     └─ Live ───────► LiveNumbers, about each second
///           no fixed port                       (RemoteRecordingStream)
/// ```
/// Start reading at [Watch], which says what each of the two gives. Nothing is left in the other
/// JVM but a management agent that listens on its loopback address. The observer costs it some
/// eight threads and, for each reading, RMI's allocations: never watch what is being measured.
@NullMarked
package dev.dyno.profiles.remote;

import org.jspecify.annotations.NullMarked;
