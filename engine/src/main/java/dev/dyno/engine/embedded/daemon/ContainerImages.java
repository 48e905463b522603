package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.container.ContainerImage;
import dev.dyno.engine.embedded.container.ContainerProblem;
import dev.dyno.engine.embedded.container.api.ImageCatalog;
import dev.dyno.engine.embedded.container.files.TarSource;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The images of the store, as containers need them: under a lease, so that the files stay readable
/// when somebody forces the image away.
final class ContainerImages implements ImageCatalog {
  private final ImageStore images;

  ContainerImages(ImageStore images) {
    this.images = images;
  }

  @Override
  public ContainerImage hold(String name, Optional<Platform> platform)
      throws ContainerProblem, IOException {
    var lease = images.lease();
    try {
      var image = find(name);
      image.blobs().forEach(lease::hold);
      // It may have been removed before the lease held it.
      var config = ImageConfig.parse(images.content().read(find(image.id().toString()).id()));
      requirePlatform(name, platform, config.platform());
      return new ContainerImage(name, image.id(), config.config(), layers(image), lease);
    } catch (ContainerProblem | IOException e) {
      lease.close();
      throw e;
    }
  }

  private StoredImage find(String name) throws ContainerProblem {
    return images
        .find(name)
        .orElseThrow(() -> new ContainerProblem.Missing("No such image: %s".formatted(name)));
  }

  private List<TarSource> layers(StoredImage image) {
    var layers = new ArrayList<TarSource>();
    for (var layer : image.layers()) {
      layers.add(() -> layer.open(images.content()));
    }
    return layers;
  }

  private static void requirePlatform(String name, Optional<Platform> wanted, Platform actual)
      throws ContainerProblem {
    if (wanted.isPresent() && !wanted.get().accepts(actual)) {
      throw new ContainerProblem.Missing(
          "image with reference %s was found but does not match the specified platform: wanted %s, actual: %s"
              .formatted(name, wanted.get(), actual));
    }
  }
}
