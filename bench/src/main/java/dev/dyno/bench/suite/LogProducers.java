package dev.dyno.bench.suite;

import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.logs.Routine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Threads that log, each for a routine of its own, in bursts that all begin at once.
final class LogProducers implements AutoCloseable {

  /// The same object each time, so that bytes allocated are the log's own.
  static final String LINE =
      "2026-01-01T12:00:00Z INFO  building module 17 of 42: dev.dyno:dyno-engine:jar:1";

  private final LogAggregator log;
  private final int linesEach;
  private final List<Semaphore> starts = new ArrayList<>();
  private final Semaphore ends = new Semaphore(0);
  private volatile boolean over;

  /// @param lines of a burst; a multiple of `count`
  LogProducers(LogAggregator log, int count, int lines) {
    if (lines % count != 0) {
      throw new IllegalArgumentException(
          "%d lines are no equal shares of %d producers".formatted(lines, count));
    }
    this.log = log;
    this.linesEach = lines / count;
    for (int i = 0; i < count; i++) {
      var routine = log.open("[4f2a%02d (golang:1.25)]".formatted(i));
      var start = new Semaphore(0);
      starts.add(start);
      Thread.ofPlatform().daemon().name("producer-" + i).start(() -> produce(routine, start));
    }
  }

  private void produce(Routine routine, Semaphore start) {
    for (start.acquireUninterruptibly(); !over; start.acquireUninterruptibly()) {
      for (int n = 0; n < linesEach; n++) {
        routine.line(LINE);
      }
      ends.release();
    }
  }

  /// One burst; returns when its last line is on the sink.
  void burst() throws IOException {
    starts.forEach(Semaphore::release);
    ends.acquireUninterruptibly(starts.size());
    log.flush();
  }

  /// Bytes of a line as `plain` shows it.
  static int shownBytes() {
    return "[4f2a00 (golang:1.25)] ".length() + LINE.length() + 1;
  }

  @Override
  public void close() throws IOException {
    over = true;
    starts.forEach(Semaphore::release);
    log.close();
  }
}
