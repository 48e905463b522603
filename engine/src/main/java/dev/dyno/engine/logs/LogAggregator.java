package dev.dyno.engine.logs;

import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.metrics.Reading;
import dev.dyno.engine.metrics.Watch;
import dev.dyno.engine.toggle.Toggles;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Shows the lines of many routines on one sink. Toggles `async-logs`, `compact-layout`, `buffers`.
///
/// ```java
/// try (var log = LogAggregator.start(toggles, LogFormat.PLAIN, terminal, clock)) {
///   var routine = log.open("[4f2a10 (golang:1.25)]");
///   routine.line("go build ./...");
///   routine.done();
/// }
/// ```
/// Guarantees, on both sides of each toggle: the lines of a routine are shown in their order, and
/// none that was accepted is lost, unless the sink fails. A slow sink makes producers wait. A sink
/// that fails is not written again: what follows is dropped, nobody waits for it, and the next
/// [#flush] or [#close] says so, once. Memory does not grow with the number of lines or of routines
/// that are over. Concurrency: any thread may call.
public final class LogAggregator implements AutoCloseable {

  /// Bytes of the buffer that a stream is read through.
  static final int BUFFER = 8 * 1024;

  private final LogLayout layout;
  private final Handoff handoff;
  private final Sink sink;
  private final Buffers buffers;
  private final List<Watch> watches;
  private final AtomicLong opened = new AtomicLong();

  private LogAggregator(
      LogLayout layout, Handoff handoff, Sink sink, Buffers buffers, Metrics metrics) {
    this.layout = layout;
    this.handoff = handoff;
    this.sink = sink;
    this.buffers = buffers;
    this.watches =
        List.of(
            metrics.watch(Reading.LOG_QUEUED, handoff::waiting),
            metrics.watch(Reading.LOG_LINES, sink::lines),
            metrics.watch(Reading.LOG_BYTES, sink::written),
            metrics.watch(Reading.LOG_DROPPED, sink::dropped),
            metrics.watch(Reading.LOG_BUFFERS_LENT, buffers::lent));
  }

  /// Starts a log, with its threads, where the toggles ask for some. They end at [#close].
  ///
  /// @param clock tells when routines begin and end
  public static LogAggregator start(
      Toggles toggles, LogFormat format, Terminal terminal, InstantSource clock) {
    return start(toggles, format, terminal, clock, Metrics.none());
  }

  /// Starts a log, with its threads, where the toggles ask for some. They end at [#close].
  ///
  /// @param clock tells when routines begin and end
  /// @param metrics read what was shown, and what waits, until closed
  public static LogAggregator start(
      Toggles toggles, LogFormat format, Terminal terminal, InstantSource clock, Metrics metrics) {
    var sink = new Sink(terminal.out());
    var view = LogView.of(format, terminal, clock);
    return new LogAggregator(
        LogLayout.chosenBy(toggles, clock),
        Handoff.chosenBy(toggles, view, sink),
        sink,
        Buffers.chosenBy(toggles, BUFFER),
        metrics);
  }

  /// Begins a routine.
  ///
  /// @param prefix of its lines, one line; two routines may have the same
  /// @throws IllegalStateException after [#close]
  public Routine open(String prefix) {
    if (prefix.indexOf('\n') >= 0 || prefix.indexOf('\r') >= 0) {
      throw new IllegalArgumentException(
          "prefix '%s' has a line end in it: name a routine in one line".formatted(prefix));
    }
    var entry = layout.entry(prefix, opened.getAndIncrement());
    handoff.accept(layout.opened(entry));
    return new Routine(layout, entry, handoff, buffers);
  }

  /// Returns when all that was accepted before is on the sink.
  ///
  /// @throws LogException when the sink failed; at most once in a log's life
  public void flush() throws LogException {
    handoff.flush();
    sink.tell();
  }

  /// Shows what was accepted, and, in `progress`, a last frame; then ends all threads. Takes as
  /// long as the sink does. The second time nothing happens.
  ///
  /// @throws LogException when the sink failed, and [#flush] did not say so; all is ended, too
  @Override
  public void close() throws LogException {
    handoff.close();
    watches.forEach(Watch::close);
    sink.tell();
  }

  /// Where streams get their buffers.
  Buffers buffers() {
    return buffers;
  }
}
