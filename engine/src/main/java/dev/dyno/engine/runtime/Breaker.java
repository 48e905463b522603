package dev.dyno.engine.runtime;

import dev.dyno.engine.runtime.RuntimeFailure.CircuitOpen;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Leaves somebody in peace who does not answer.
///
/// ```
/// closed ──too many of the last were failures──► open ──after a pause──► half open
///    ▲                                            ▲                       │
///    └────────────── the one that was tried: went well · failed ──────────┘
/// ```
///
/// Only failures that count do count; an operation that timed out or was interrupted counts neither
/// way, and how long one took never matters: a log may be followed for hours.
///
/// Concurrency: any thread may call.
final class Breaker {

  private static final Duration NEVER_SLOW = Duration.ofDays(36_500);

  private final String of;
  private final BreakerPolicy policy;
  private final Clock clock;
  private final CircuitBreaker circuit;
  private volatile @Nullable Instant since;

  /// What may fail.
  @FunctionalInterface
  interface Attempt<T> {
    T make() throws RuntimeFailure;
  }

  /// @param of who: `daemon tcp://127.0.0.1:2375`
  /// @param counts which failures count
  Breaker(String of, BreakerPolicy policy, Clock clock, Predicate<Throwable> counts) {
    this.of = of;
    this.policy = policy;
    this.clock = clock;
    this.circuit = CircuitBreaker.of(of, config(policy, clock, counts));
    circuit.getEventPublisher().onStateTransition(_ -> since = clock.instant());
  }

  private static CircuitBreakerConfig config(
      BreakerPolicy policy, Clock clock, Predicate<Throwable> counts) {
    return CircuitBreakerConfig.custom()
        .clock(clock)
        .slidingWindowSize(policy.window())
        .minimumNumberOfCalls(policy.least())
        .failureRateThreshold(policy.percent())
        .waitDurationInOpenState(policy.pause())
        .permittedNumberOfCallsInHalfOpenState(1)
        .slowCallDurationThreshold(NEVER_SLOW)
        .ignoreException(Breaker::saysNothing)
        .recordException(counts)
        .build();
  }

  private static boolean saysNothing(Throwable failure) {
    return failure instanceof RuntimeFailure.TimedOut
        || failure instanceof RuntimeFailure.Interrupted
        || failure instanceof CircuitOpen
        || !(failure instanceof RuntimeFailure);
  }

  /// Makes the attempt, unless the circuit is open.
  ///
  /// @param what for the message
  /// @throws CircuitOpen without an attempt
  <T> T run(String what, Attempt<T> attempt) throws RuntimeFailure {
    if (!circuit.tryAcquirePermission()) {
      throw refusal(what);
    }
    try {
      var result = attempt.make();
      circuit.onSuccess(0, TimeUnit.NANOSECONDS);
      return result;
    } catch (RuntimeFailure | RuntimeException | Error failure) {
      circuit.onError(0, TimeUnit.NANOSECONDS, failure);
      throw failure;
    }
  }

  /// Whether everything is asked, as usual.
  boolean closed() {
    return circuit.getState() == State.CLOSED;
  }

  CircuitState state() {
    var position =
        switch (circuit.getState()) {
          case OPEN, FORCED_OPEN -> CircuitState.Position.OPEN;
          case HALF_OPEN -> CircuitState.Position.HALF_OPEN;
          case CLOSED, DISABLED, METRICS_ONLY -> CircuitState.Position.CLOSED;
        };
    return new CircuitState(of, position, Optional.ofNullable(since));
  }

  private CircuitOpen refusal(String what) {
    var opened = Optional.ofNullable(since).orElseGet(clock::instant);
    var again = opened.plus(policy.pause());
    var left = Duration.between(clock.instant(), again);
    if (circuit.getState() != State.OPEN || left.isNegative()) {
      return new CircuitOpen(
          "%s: not tried: the %s was unavailable too often, and is being tried again just now"
              .formatted(what, of),
          of,
          opened,
          Optional.empty());
    }
    return new CircuitOpen(
        "%s: not tried: the %s was unavailable in %d %% of its last operations or more; it is left alone since %s, and will be tried again from %s, in %d ms"
            .formatted(
                what,
                of,
                policy.percent(),
                opened.truncatedTo(ChronoUnit.MILLIS),
                again.truncatedTo(ChronoUnit.MILLIS),
                left.toMillis()),
        of,
        opened,
        Optional.of(left));
  }
}
