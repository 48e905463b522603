package dev.dyno.engine.embedded.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dyno.engine.embedded.container.files.TarSource;
import dev.dyno.engine.registry.Digest;
import java.io.Closeable;
import java.util.List;

/// The image that a container is made from.
///
/// @param name as the client wrote it
/// @param config docker's `Config` of the image
/// @param layers the lowest first
/// @param hold keeps the layers as long as the container is there; closed with it
public record ContainerImage(
    String name, Digest id, JsonNode config, List<TarSource> layers, Closeable hold) {
  /// Copies the list.
  public ContainerImage {
    layers = List.copyOf(layers);
  }
}
