package dev.dyno.engine.runtime;

import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import java.util.Map;
import java.util.Optional;

/// How to build an image from a context. Start with [#of] and add to it.
///
/// @param name of the new image
/// @param dockerfile where the steps are
/// @param arguments values of `ARG` by name
/// @param labels of the image
/// @param target stage to stop at; empty for the last one
/// @param platform of the image; empty for the daemon's own
/// @param network of the steps that run, such as `none`; empty for the daemon's default
/// @param fresh whether layers of earlier builds are left alone
public record BuildSpec(
    ImageReference name,
    Dockerfile dockerfile,
    Map<String, String> arguments,
    Map<String, String> labels,
    Optional<String> target,
    Optional<Platform> platform,
    Optional<String> network,
    boolean fresh) {

  /// Where the steps of a build are.
  public sealed interface Dockerfile {

    /// A file of the context.
    ///
    /// @param path below its root
    record InContext(String path) implements Dockerfile {}

    /// The steps themselves. A file of that name in the context is left alone.
    record Text(String steps) implements Dockerfile {}
  }

  public BuildSpec {
    arguments = Map.copyOf(arguments);
    labels = Map.copyOf(labels);
  }

  /// By the `Dockerfile` at the context's root.
  public static BuildSpec of(ImageReference name) {
    return new BuildSpec(
        name,
        new Dockerfile.InContext("Dockerfile"),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /// The same under another name.
  public BuildSpec withName(ImageReference other) {
    return new BuildSpec(other, dockerfile, arguments, labels, target, platform, network, fresh);
  }

  /// The same by other steps.
  public BuildSpec withDockerfile(Dockerfile other) {
    return new BuildSpec(name, other, arguments, labels, target, platform, network, fresh);
  }

  /// The same with these arguments and no others.
  public BuildSpec withArguments(Map<String, String> other) {
    return new BuildSpec(name, dockerfile, other, labels, target, platform, network, fresh);
  }

  /// The same with these labels and no others.
  public BuildSpec withLabels(Map<String, String> other) {
    return new BuildSpec(name, dockerfile, arguments, other, target, platform, network, fresh);
  }

  /// The same up to another stage.
  public BuildSpec withTarget(String stage) {
    return new BuildSpec(
        name, dockerfile, arguments, labels, Optional.of(stage), platform, network, fresh);
  }

  /// The same for another platform.
  public BuildSpec withPlatform(Platform other) {
    return new BuildSpec(
        name, dockerfile, arguments, labels, target, Optional.of(other), network, fresh);
  }

  /// The same on another network.
  public BuildSpec withNetwork(String other) {
    return new BuildSpec(
        name, dockerfile, arguments, labels, target, platform, Optional.of(other), fresh);
  }

  /// The same without layers of earlier builds.
  public BuildSpec withoutCache() {
    return new BuildSpec(name, dockerfile, arguments, labels, target, platform, network, true);
  }
}
