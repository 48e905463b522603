package dev.dyno.engine.embedded.container;

import dev.dyno.engine.embedded.container.files.ImageFiles;
import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The files of images, each once for all its containers, and gone with the last of them. Safe for
/// threads.
final class SharedImages {
  private final Path folder;
  private final Map<Digest, Shared> shared = new HashMap<>();

  private record Shared(ImageFiles files, int users) {}

  SharedImages(Path folder) {
    this.folder = folder;
  }

  synchronized ImageFiles acquire(ContainerImage image) {
    var before = shared.get(image.id());
    var now =
        before == null
            ? new Shared(new ImageFiles(image.layers(), folder.resolve(image.id().hex())), 1)
            : new Shared(before.files(), before.users() + 1);
    shared.put(image.id(), now);
    return now.files();
  }

  synchronized void release(Digest image) throws IOException {
    var now = shared.get(image);
    if (now == null) {
      throw new IllegalStateException("image %s has no container".formatted(image));
    }
    if (now.users() > 1) {
      shared.put(image, new Shared(now.files(), now.users() - 1));
    } else {
      shared.remove(image);
      now.files().close();
    }
  }
}
