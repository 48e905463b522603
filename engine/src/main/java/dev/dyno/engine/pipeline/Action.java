package dev.dyno.engine.pipeline;

import dev.dyno.engine.lifecycle.ReadyProbe;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.runtime.BuildSpec;
import dev.dyno.engine.runtime.ContainerSpec;
import dev.dyno.engine.runtime.ExecSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// What a step does. A container is called by the name that its [Create] gave it, which the daemon
/// never learns.
public sealed interface Action {

  /// Sees to it that an image is on the daemon. It stays there.
  record Pull(ImageReference image, Platform platform) implements Action {}

  /// Builds an image.
  ///
  /// @param folder the context
  /// @param keep whether the image stays on the daemon
  record Build(BuildSpec spec, Path folder, boolean keep) implements Action {}

  /// Creates a container.
  record Create(String container, ContainerSpec spec) implements Action {}

  /// Copies a file, or all of a folder, into a container.
  ///
  /// @param to absolute
  record CopyIn(String container, Path from, String to) implements Action {}

  /// Writes a file in a container.
  ///
  /// @param to absolute
  record Write(String container, String content, String to) implements Action {
    byte[] bytes() {
      return content.getBytes(StandardCharsets.UTF_8);
    }
  }

  /// Copies a file out of a container.
  ///
  /// @param from absolute
  /// @param to replaced when it is there
  record CopyOut(String container, String from, Path to) implements Action {}

  /// Starts a container, and follows its log.
  record Start(String container, ReadyProbe ready) implements Action {}

  /// Runs a process in a running container.
  record Exec(String container, ExecSpec process) implements Action {}

  /// Waits until a container has ended.
  record Wait(String container) implements Action {}

  /// Stops a container.
  ///
  /// @param grace before it is killed
  record Stop(String container, Duration grace) implements Action {}

  /// Makes an image of a container.
  ///
  /// @param keep whether the image stays on the daemon
  record Commit(String container, ImageReference image, boolean keep) implements Action {}

  /// Gives an image one more name.
  ///
  /// @param keep whether the name stays on the daemon
  record Tag(ImageReference image, ImageReference name, boolean keep) implements Action {}

  /// Takes an image to its registry.
  record Push(ImageReference image) implements Action {}

  /// Removes a container, running or not.
  record RemoveContainer(String container) implements Action {}

  /// Removes an image's name.
  record RemoveImage(ImageReference image) implements Action {}

  /// Containers and images that it makes or uses: two actions of a build that share one are in
  /// order, also when the earlier one is async.
  default Set<String> touches() {
    return switch (this) {
      case Pull it -> Set.of(key(it.image));
      case Build it -> Set.of(key(it.spec.name()));
      case Create it -> Set.of(key(it.container), key(it.spec.image()));
      case CopyIn it -> Set.of(key(it.container));
      case Write it -> Set.of(key(it.container));
      case CopyOut it -> Set.of(key(it.container));
      case Start it -> Set.of(key(it.container));
      case Exec it -> Set.of(key(it.container));
      case Wait it -> Set.of(key(it.container));
      case Stop it -> Set.of(key(it.container));
      case Commit it -> Set.of(key(it.container), key(it.image));
      case Tag it -> Set.of(key(it.image), key(it.name));
      case Push it -> Set.of(key(it.image));
      case RemoveContainer it -> Set.of(key(it.container));
      case RemoveImage it -> Set.of(key(it.image));
    };
  }

  /// In a few words, for people: `pull alpine:3.22`.
  default String title() {
    return switch (this) {
      case Pull it -> "pull " + it.image.familiar();
      case Build it -> "build " + it.spec.name().familiar();
      case Create it -> "create " + it.container;
      case CopyIn it -> "copy %s into %s".formatted(it.from.getFileName(), it.container);
      case Write it -> "write %s in %s".formatted(it.to, it.container);
      case CopyOut it -> "copy %s out of %s".formatted(it.from, it.container);
      case Start it -> "start " + it.container;
      case Exec it -> "exec %s in %s".formatted(it.process.command().getFirst(), it.container);
      case Wait it -> "wait for " + it.container;
      case Stop it -> "stop " + it.container;
      case Commit it -> "commit %s as %s".formatted(it.container, it.image.familiar());
      case Tag it -> "tag %s as %s".formatted(it.image.familiar(), it.name.familiar());
      case Push it -> "push " + it.image.familiar();
      case RemoveContainer it -> "remove " + it.container;
      case RemoveImage it -> "remove " + it.image.familiar();
    };
  }

  private static String key(String container) {
    return "container " + container;
  }

  private static String key(ImageReference image) {
    return "image " + image.familiar();
  }
}
