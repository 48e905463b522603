package dev.dyno.engine.embedded.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dyno.engine.embedded.content.ContentStore;
import dev.dyno.engine.embedded.content.Descriptor;
import dev.dyno.engine.embedded.content.MediaTypes;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// An image that is made here.
final class NewImage {
  private NewImage() {}

  /// Completes a configuration with its layers and stores it, under the lease.
  static StoredImage store(
      ContentStore content, Lease lease, ObjectNode config, List<Layer> layers, Instant now)
      throws IOException {
    config.put("created", now.toString());
    var rootfs = config.putObject("rootfs");
    rootfs.put("type", "layers");
    var diffIds = rootfs.putArray("diff_ids");
    layers.forEach(layer -> diffIds.add(layer.diffId().toString()));
    var json = Json.bytes(config);
    var id = Digest.sha256(json);
    lease.hold(id);
    content.put(json);
    return new StoredImage(new Descriptor(MediaTypes.DOCKER_CONFIG, json.length, id), layers);
  }
}
