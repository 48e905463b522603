package dev.dyno.engine.embedded.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.registry.Digest;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The configuration of an image: what to run, on what, and which layers make its files.
///
/// @param json as it came, with all that is not understood here
/// @param diffIds digests of the layers' tars, the lowest first
record ImageConfig(ObjectNode json, List<Digest> diffIds) {

  ImageConfig {
    diffIds = List.copyOf(diffIds);
  }

  static ImageConfig parse(byte[] bytes) throws IOException {
    try {
      if (Json.tree(bytes) instanceof ObjectNode object) {
        var diffIds = new ArrayList<Digest>();
        for (var diffId : object.path("rootfs").path("diff_ids")) {
          diffIds.add(Digest.parse(diffId.asText()));
        }
        return new ImageConfig(object, diffIds);
      }
      throw new IOException("an image configuration must be a JSON object");
    } catch (IllegalArgumentException e) {
      throw new IOException("malformed image configuration: " + e.getMessage(), e);
    }
  }

  Platform platform() {
    return new Platform(
        json.path("os").asText("linux"),
        json.path("architecture").asText("unknown"),
        Optional.ofNullable(json.path("variant").textValue()).filter(it -> !it.isEmpty()));
  }

  String created() {
    return json.path("created").asText("1970-01-01T00:00:00Z");
  }

  JsonNode config() {
    return json.path("config");
  }

  JsonNode history() {
    return json.path("history");
  }
}
