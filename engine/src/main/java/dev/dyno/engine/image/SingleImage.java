package dev.dyno.engine.image;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.OperationKind;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.metrics.Outcome;
import dev.dyno.engine.metrics.PullEvent;
import dev.dyno.engine.registry.AuthException;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAuth;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.RuntimeFailure;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// One image: there and right, or pulled.
final class SingleImage {

  private static final int ATTEMPTS = 4;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ContainerRuntime runtime;
  private final RegistryAuth auth;
  private final TimeoutPolicy policy;
  private final Metrics metrics;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final IntervalFunction pauses =
      IntervalFunction.ofExponentialRandomBackoff(PAUSE, 2.0, 0.5);

  SingleImage(ContainerRuntime runtime, RegistryAuth auth, TimeoutPolicy policy, Metrics metrics) {
    this.runtime = runtime;
    this.auth = auth;
    this.policy = policy;
    this.metrics = metrics;
  }

  /// Pulls that have begun and not ended.
  int inFlight() {
    return inFlight.get();
  }

  /// Pulls the image unless it is there for this platform.
  ///
  /// @param whole of the batch; the image's own time begins now
  void ensure(ImageReference image, Platform platform, TimeLimit limit, Deadline whole)
      throws RuntimeFailure, AuthException {
    var deadline = limit.begun(OperationKind.PULL, policy, whole);
    var present = runtime.imageNames(deadline);
    if (present.contains(image.familiar()) && runtime.platform(image, deadline).accepts(platform)) {
      return;
    }
    pull(image, platform, deadline);
  }

  private void pull(ImageReference image, Platform platform, Deadline deadline)
      throws RuntimeFailure, AuthException {
    var event = PullEvent.begun();
    var attempts = new AtomicInteger();
    var outcome = Outcome.FAILED;
    inFlight.incrementAndGet();
    try {
      pull(image, platform, attempts, deadline);
      outcome = Outcome.OK;
    } catch (RuntimeFailure failure) {
      outcome = failure.outcome();
      throw failure;
    } finally {
      inFlight.decrementAndGet();
      metrics.pull(outcome, attempts.get());
      event.ended(image, attempts.get(), outcome);
    }
  }

  private void pull(
      ImageReference image, Platform platform, AtomicInteger attempts, Deadline deadline)
      throws RuntimeFailure, AuthException {
    try {
      retry(deadline)
          .executeCheckedSupplier(
              () -> {
                attempts.incrementAndGet();
                runtime.pull(image, platform, auth.login(image.registry()), deadline);
                return image;
              });
    } catch (RuntimeFailure.Refused refused) {
      auth.refused(image.registry());
      throw refused;
    } catch (RuntimeFailure | AuthException | RuntimeException | Error known) {
      throw known;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Only what passes is tried again, and not before who is asked wants it; when the deadline would
  /// come first, not at all.
  private Retry retry(Deadline deadline) {
    return Retry.of(
        "pull",
        RetryConfig.custom()
            .maxAttempts(ATTEMPTS)
            .intervalBiFunction((attempt, outcome) -> pause(attempt, outcome.getLeft()))
            .retryOnException(
                failure ->
                    failure instanceof RuntimeFailure.Unavailable
                        && wanted(failure).compareTo(deadline.remaining()) < 0)
            .build());
  }

  private long pause(int attempt, Throwable failure) {
    return Math.max(pauses.apply(attempt), wanted(failure).toMillis() + 1);
  }

  private static Duration wanted(Throwable failure) {
    return failure instanceof RuntimeFailure.Unavailable passing
        ? passing.retryAfter().orElse(Duration.ZERO)
        : Duration.ZERO;
  }
}
