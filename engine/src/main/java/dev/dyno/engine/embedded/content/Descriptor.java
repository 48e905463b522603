package dev.dyno.engine.embedded.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dyno.engine.registry.Digest;

/// A reference to a blob from a manifest.
///
/// @param mediaType of the blob
/// @param size in bytes, at least 0
/// @param digest of the blob
public record Descriptor(String mediaType, long size, Digest digest) {
  /// Checks the size.
  public Descriptor {
    if (size < 0) {
      throw new IllegalArgumentException("blob %s has the size %d".formatted(digest, size));
    }
  }

  static Descriptor read(JsonNode json) {
    return new Descriptor(
        json.path("mediaType").asText(),
        json.path("size").asLong(-1),
        Digest.parse(json.path("digest").asText()));
  }

  ObjectNode write() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("mediaType", mediaType)
        .put("size", size)
        .put("digest", digest.toString());
  }
}
