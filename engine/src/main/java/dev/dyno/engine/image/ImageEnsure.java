package dev.dyno.engine.image;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAuth;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import java.util.List;

/// Sees to it that images are on the daemon, for the right platform. Toggle `parallel-pulls`.
///
/// Both sides: every name is done, whatever became of the others; a transient failure is tried
/// again with growing pauses, a missing image or a wrong password is not; failures are told in the
/// order of the names. Concurrency: any thread may call.
public sealed interface ImageEnsure permits OneAfterAnother, SeveralAtOnce {

  /// Returns when every image is there and whole. Each has the policy's time for a pull from the
  /// moment when its turn comes.
  ///
  /// @param images in any order; one named twice is done once
  /// @throws EnsureException when some could not be had; names each
  default void ensure(List<ImageReference> images, Platform platform, Deadline deadline)
      throws EnsureException {
    ensure(images, platform, TimeLimit.usual(), deadline);
  }

  /// The same, and says how long each image may take.
  ///
  /// @param each from the moment when its turn comes
  /// @throws EnsureException when some could not be had; names each
  void ensure(List<ImageReference> images, Platform platform, TimeLimit each, Deadline deadline)
      throws EnsureException;

  /// Pulls that have begun and not ended, their retries and the pauses between included.
  int inFlight();

  /// The implementation that the toggles ask for.
  static ImageEnsure chosenBy(
      Toggles toggles, ContainerRuntime runtime, RegistryAuth auth, TimeoutPolicy policy) {
    return chosenBy(toggles, runtime, auth, policy, Metrics.none());
  }

  /// The implementation that the toggles ask for.
  ///
  /// @param policy gives each image its time
  /// @param metrics count pulls and attempts
  static ImageEnsure chosenBy(
      Toggles toggles,
      ContainerRuntime runtime,
      RegistryAuth auth,
      TimeoutPolicy policy,
      Metrics metrics) {
    var single = new SingleImage(runtime, auth, policy, metrics);
    return toggles.has(Optimization.PARALLEL_PULLS)
        ? new SeveralAtOnce(single, SeveralAtOnce.IN_FLIGHT)
        : new OneAfterAnother(single);
  }
}
