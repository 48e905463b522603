package dev.dyno.engine.embedded.container.api;

import dev.dyno.engine.embedded.container.ContainerImage;
import dev.dyno.engine.embedded.container.ContainerProblem;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.util.Optional;

/// Where containers get their images from.
@FunctionalInterface
public interface ImageCatalog {
  /// Finds an image and holds it until the result's hold is closed.
  ///
  /// @throws ContainerProblem.Missing when it is not here, or not for the platform
  ContainerImage hold(String name, Optional<Platform> platform)
      throws ContainerProblem, IOException;
}
