package dev.dyno.engine.image;

import dev.dyno.engine.deadline.Deadline;
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

  /// Returns when every image is there and whole.
  ///
  /// @param images in any order; one named twice is done once
  /// @throws EnsureException when some could not be had; names each
  void ensure(List<ImageReference> images, Platform platform, Deadline deadline)
      throws EnsureException;

  /// The implementation that the toggles ask for.
  static ImageEnsure chosenBy(Toggles toggles, ContainerRuntime runtime, RegistryAuth auth) {
    var single = new SingleImage(runtime, auth);
    return toggles.has(Optimization.PARALLEL_PULLS)
        ? new SeveralAtOnce(single, SeveralAtOnce.IN_FLIGHT)
        : new OneAfterAnother(single);
  }
}
