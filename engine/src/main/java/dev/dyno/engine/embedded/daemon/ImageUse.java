package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.container.Container;
import dev.dyno.engine.embedded.container.Containers;
import dev.dyno.engine.registry.ImageReference;
import java.util.List;

/// Which containers stand in the way of an image's removal, in dockerd's rules and words.
final class ImageUse {
  private final Containers containers;

  ImageUse(Containers containers) {
    this.containers = containers;
  }

  boolean isRunning(StoredImage image) {
    return users(image).stream().anyMatch(it -> it.state().isRunning());
  }

  /// Whether its last name may go.
  void requireUntaggable(ImageReference name, StoredImage image, boolean force) throws DaemonError {
    var users = users(image);
    if (!force && !users.isEmpty()) {
      throw new DaemonError(
          409,
          "conflict: unable to remove repository reference \"%s\" (must force) - container %s is using its referenced image %s"
              .formatted(
                  name.familiar(),
                  Containers.abbreviated(users.getFirst().id()),
                  image.id().abbreviated()));
    }
  }

  /// Whether it may go by its id.
  void requireDeletable(StoredImage image, boolean force) throws DaemonError {
    for (var user : users(image)) {
      var running = user.state().isRunning();
      if (running || !force) {
        throw new DaemonError(
            409,
            "conflict: unable to delete %s (%s) - image is being used by %s container %s"
                .formatted(
                    image.id().abbreviated(),
                    running ? "cannot be forced" : "must be forced",
                    running ? "running" : "stopped",
                    Containers.abbreviated(user.id())));
      }
    }
  }

  private List<Container> users(StoredImage image) {
    return containers.all().stream().filter(it -> it.image().id().equals(image.id())).toList();
  }
}
