package dev.dyno.engine.deadline;

import java.time.Duration;
import java.util.Optional;

/// `dynamic-timeouts` on: what the performance plan (4.1) gives each kind, twice that in
/// production.
record LimitPerOperation(Patience patience) implements TimeoutPolicy {

  private static final Duration CLEAN_UP = Duration.ofSeconds(10);

  @Override
  public Optional<Duration> own(OperationKind kind) {
    return Optional.of(
        real(
            switch (kind) {
              case START -> Duration.ofMinutes(2);
              case STOP -> Duration.ofSeconds(30);
              case PULL -> Duration.ofMinutes(5);
              case BUILD -> Duration.ofMinutes(15);
              case PUSH -> Duration.ofMinutes(10);
            }));
  }

  @Override
  public Duration allowance() {
    return real(CLEAN_UP);
  }

  private Duration real(Duration limit) {
    return patience.real(patience.production() ? limit.multipliedBy(2) : limit);
  }
}
