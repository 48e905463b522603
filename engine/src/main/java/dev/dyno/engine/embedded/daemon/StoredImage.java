package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.content.Descriptor;
import dev.dyno.engine.registry.Digest;
import java.util.ArrayList;
import java.util.List;

/// An image in the store; its configuration is a blob, whose digest is the image's id.
record StoredImage(Descriptor config, List<Layer> layers) {
  StoredImage {
    layers = List.copyOf(layers);
  }

  Digest id() {
    return config.digest();
  }

  /// In bytes, uncompressed.
  long size() {
    return layers.stream().mapToLong(Layer::size).sum();
  }

  List<Digest> blobs() {
    var blobs = new ArrayList<Digest>();
    blobs.add(id());
    layers.forEach(layer -> blobs.add(layer.blob().digest()));
    return blobs;
  }
}
