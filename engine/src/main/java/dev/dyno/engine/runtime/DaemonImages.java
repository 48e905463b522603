package dev.dyno.engine.runtime;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryLogin;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The images of a daemon: built, brought, named, taken to registries, taken away. All that
/// [ContainerRuntime] says of operations holds for these.
abstract sealed class DaemonImages permits ContainerRuntime {

  private final ImageCalls images;
  private final BuildCalls builds;

  DaemonImages(Daemon daemon) {
    this.images = new ImageCalls(daemon);
    this.builds = new BuildCalls(daemon);
  }

  /// Builds an image.
  ///
  /// @param context a tar stream; closed in any case
  /// @return the image's id
  /// @throws RuntimeFailure.Failed when a step fails, or the context cannot be read
  /// @throws IOException when the context cannot be closed
  public final String build(BuildSpec spec, InputStream context, Deadline deadline)
      throws RuntimeFailure, IOException {
    return build(spec, context, _ -> {}, deadline);
  }

  /// Builds an image, and tells what the daemon says meanwhile.
  ///
  /// @param context a tar stream; closed in any case
  /// @param words hears each line, by one thread at a time; may block, which holds the daemon back
  /// @return the image's id
  /// @throws RuntimeFailure.Failed when a step fails, or the context cannot be read
  /// @throws IOException when the context cannot be closed
  public final String build(
      BuildSpec spec, InputStream context, Consumer<String> words, Deadline deadline)
      throws RuntimeFailure, IOException {
    return builds.build(spec, context, words, deadline);
  }

  /// Builds an image for each of several platforms, one after another.
  ///
  /// @param contexts asked once for each, or twice when the daemon's cache mixes platforms up
  /// @return the images, named `name:tag-os-architecture[-variant]`, in the order of the platforms
  /// @throws RuntimeFailure with the first that fails; those before it stay on the daemon
  /// @throws IOException when a context cannot be had or closed
  public final Map<Platform, ImageReference> build(
      BuildSpec spec, List<Platform> platforms, ContextSource contexts, Deadline deadline)
      throws RuntimeFailure, IOException {
    return builds.build(spec, platforms, contexts, deadline);
  }

  /// The daemon's images.
  public final List<ImageSummary> images(Deadline deadline) throws RuntimeFailure {
    return images.list(deadline);
  }

  /// The names that the daemon's images go by: `repository:tag`.
  public final Set<String> imageNames(Deadline deadline) throws RuntimeFailure {
    return images(deadline).stream()
        .flatMap(image -> image.names().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// An image of the daemon, looked at closely.
  ///
  /// @throws RuntimeFailure.NotFound when it is not there
  public final ImageInspection inspect(ImageReference image, Deadline deadline)
      throws RuntimeFailure {
    return images.inspect(image.familiar(), deadline);
  }

  /// What an image on the daemon was made for.
  ///
  /// @throws RuntimeFailure.NotFound when it is not there
  public final Platform platform(ImageReference image, Deadline deadline) throws RuntimeFailure {
    return inspect(image, deadline).platform();
  }

  /// Pulls an image, and returns when the daemon has all of it.
  ///
  /// @param login of its registry; empty to ask anonymously
  public final void pull(
      ImageReference image, Platform platform, Optional<RegistryLogin> login, Deadline deadline)
      throws RuntimeFailure {
    images.pull(image, platform, login, deadline);
  }

  /// Pushes an image, and returns when the registry has all of it.
  ///
  /// @param login of its registry; empty to ask anonymously
  public final void push(ImageReference image, Optional<RegistryLogin> login, Deadline deadline)
      throws RuntimeFailure {
    images.push(image, login, deadline);
  }

  /// Gives an image one more name.
  public final void tag(ImageReference image, ImageReference name, Deadline deadline)
      throws RuntimeFailure {
    images.tag(image, name, deadline);
  }

  /// Removes an image's name, and the image with its last name. One that is not there is no error.
  public final void remove(ImageReference image, Deadline deadline) throws RuntimeFailure {
    images.remove(image, deadline);
  }

  /// Removes an image that goes by no name, with those of its nameless parents that nothing else
  /// needs. One that has a name, or that something needs, is left alone; one that is not there is
  /// no error.
  ///
  /// @param id whole, or its first digits
  public final void removeNameless(String id, Deadline deadline) throws RuntimeFailure {
    images.removeNameless(id, deadline);
  }
}
