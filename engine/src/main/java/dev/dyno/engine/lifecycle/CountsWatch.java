package dev.dyno.engine.lifecycle;

import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.metrics.Reading;
import dev.dyno.engine.metrics.Watch;
import java.util.function.Supplier;

/// Lets the [Counts] of workers be read.
record CountsWatch(Watch queued, Watch running) implements Watch {

  static CountsWatch of(Metrics metrics, Supplier<Counts> counts) {
    return new CountsWatch(
        metrics.watch(Reading.JOBS_QUEUED, () -> counts.get().queued()),
        metrics.watch(Reading.JOBS_RUNNING, () -> counts.get().running()));
  }

  @Override
  public void close() {
    queued.close();
    running.close();
  }
}
