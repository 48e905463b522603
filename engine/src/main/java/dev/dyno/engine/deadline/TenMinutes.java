package dev.dyno.engine.deadline;

import java.time.Duration;
import java.util.Optional;

/// `dynamic-timeouts` off: ten minutes for start and stop, and none elsewhere, wherever it runs.
record TenMinutes(Patience patience) implements TimeoutPolicy {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Override
  public Optional<Duration> own(OperationKind kind) {
    return switch (kind) {
      case START, STOP -> Optional.of(patience.real(LIMIT));
      case PULL, BUILD, PUSH -> Optional.empty();
    };
  }

  /// As long as a stop: cleaning up stops and removes.
  @Override
  public Duration allowance() {
    return patience.real(LIMIT);
  }
}
