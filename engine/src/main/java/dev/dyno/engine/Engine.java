package dev.dyno.engine;

import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.image.EnsureException;
import dev.dyno.engine.image.ImageEnsure;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.registry.RegistryAuth;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.RuntimeFailure;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// The engine: its parts, put together once as the toggles ask.
///
/// Concurrency: any thread may call.
public final class Engine implements AutoCloseable {

  private final ContainerRuntime runtime;
  private final RegistryAuth auth;
  private final ImageEnsure images;
  private final BuildContext context;

  private Engine(
      ContainerRuntime runtime, RegistryAuth auth, ImageEnsure images, BuildContext context) {
    this.runtime = runtime;
    this.auth = auth;
    this.images = images;
    this.context = context;
  }

  /// An engine for one daemon.
  ///
  /// @param host of the daemon: `tcp://host:port` or `unix:///path`
  public static Engine of(URI host, Toggles toggles, RegistryAccounts accounts) {
    var runtime = ContainerRuntime.at(host);
    var auth = RegistryAuth.chosenBy(toggles, accounts);
    return new Engine(
        runtime,
        auth,
        ImageEnsure.chosenBy(toggles, runtime, auth),
        BuildContext.chosenBy(toggles, Buffers.chosenBy(toggles)));
  }

  /// Returns when every image is on the daemon.
  ///
  /// @throws EnsureException when some could not be had; names each
  public void ensureImages(List<ImageReference> names, Platform platform, Deadline deadline)
      throws EnsureException {
    images.ensure(names, platform, deadline);
  }

  /// Builds an image from a folder with a `Dockerfile`.
  ///
  /// @return the image's id
  /// @throws IOException when the folder cannot be archived
  public String build(Path folder, ImageReference name, Deadline deadline)
      throws IOException, RuntimeFailure {
    return runtime.build(context.open(folder), name, deadline);
  }

  /// The daemon itself.
  public ContainerRuntime runtime() {
    return runtime;
  }

  /// Who we are to registries.
  public RegistryAuth auth() {
    return auth;
  }

  @Override
  public void close() throws IOException {
    runtime.close();
  }
}
