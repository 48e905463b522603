package dev.dyno.engine.image;

import dev.dyno.engine.deadline.Deadline;
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
import java.util.Set;

/// One image: there and right, or pulled.
final class SingleImage {

  private static final int ATTEMPTS = 4;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ContainerRuntime runtime;
  private final RegistryAuth auth;
  private final Retry retry;

  SingleImage(ContainerRuntime runtime, RegistryAuth auth) {
    this.runtime = runtime;
    this.auth = auth;
    this.retry =
        Retry.of(
            "pull",
            RetryConfig.custom()
                .maxAttempts(ATTEMPTS)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(PAUSE, 2.0, 0.5))
                .retryExceptions(RuntimeFailure.Unavailable.class)
                .build());
  }

  /// The names that are there already, asked once for a batch.
  Set<String> present(Deadline deadline) throws RuntimeFailure {
    return runtime.imageNames(deadline);
  }

  /// Pulls the image unless it is there for this platform.
  void ensure(ImageReference image, Platform platform, Set<String> present, Deadline deadline)
      throws RuntimeFailure, AuthException {
    if (present.contains(image.familiar()) && runtime.platform(image, deadline).accepts(platform)) {
      return;
    }
    pull(image, platform, deadline);
  }

  private void pull(ImageReference image, Platform platform, Deadline deadline)
      throws RuntimeFailure, AuthException {
    try {
      retry.executeCheckedSupplier(
          () -> {
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
}
