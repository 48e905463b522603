package dev.dyno.engine.metrics;

import dev.dyno.engine.deadline.OperationKind;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Counts nothing.
enum NoMetrics implements Metrics, Watch {
  /// The only one: it has no state.
  NONE;

  @Override
  public void operation(Operation operation, Outcome outcome, long nanos) {}

  @Override
  public void transferred(Operation operation, long bytes) {}

  @Override
  public void pull(Outcome outcome, int attempts) {}

  @Override
  public void pulled(long bytes) {}

  @Override
  public void archived(long entries, long bytes) {}

  @Override
  public void authLookup(AuthLookup result) {}

  @Override
  public void job(OperationKind kind, Outcome outcome, Duration queued, Duration ran) {}

  @Override
  public void neverBegun(OperationKind kind, Outcome outcome) {}

  @Override
  public Watch watch(Reading reading, LongSupplier source) {
    return this;
  }

  @Override
  public void close() {}
}
