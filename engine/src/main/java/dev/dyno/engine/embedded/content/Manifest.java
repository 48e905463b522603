package dev.dyno.engine.embedded.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a registry keeps under a tag: one image, or an index of images by platform.
public sealed interface Manifest {
  /// The type under which this manifest travels.
  String mediaType();

  /// One image: its configuration and its layers, the lowest first.
  record Image(String mediaType, Descriptor config, List<Descriptor> layers) implements Manifest {
    /// Copies the list.
    public Image {
      layers = List.copyOf(layers);
    }
  }

  /// The images of one name, by platform.
  record Index(String mediaType, List<Entry> entries) implements Manifest {
    /// Copies the list.
    public Index {
      entries = List.copyOf(entries);
    }

    /// The image for this platform, when there is one.
    public Optional<Descriptor> forPlatform(Platform wanted) {
      return entries.stream()
          .filter(it -> wanted.accepts(it.platform()))
          .map(Entry::manifest)
          .findFirst();
    }
  }

  /// One line of an index.
  record Entry(Descriptor manifest, Platform platform) {}

  /// Reads a manifest.
  ///
  /// @param mediaType as declared by the transport; the manifest's own field wins
  /// @throws IOException when it is not JSON, or of a kind that nothing here can use
  static Manifest parse(byte[] json, String mediaType) throws IOException {
    try {
      var tree = new ObjectMapper().readTree(json);
      var type = tree.path("mediaType").asText(mediaType);
      return switch (type) {
        case MediaTypes.DOCKER_MANIFEST, MediaTypes.OCI_MANIFEST -> image(type, tree);
        case MediaTypes.DOCKER_INDEX, MediaTypes.OCI_INDEX -> index(type, tree);
        default ->
            throw new IOException(
                "manifest type '%s' is not supported; use Docker schema 2 or OCI".formatted(type));
      };
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException("malformed manifest: " + e.getMessage(), e);
    }
  }

  /// This manifest as JSON: the same bytes for equal manifests.
  default byte[] toJson() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("schemaVersion", 2).put("mediaType", mediaType());
    switch (this) {
      case Image image -> {
        json.set("config", image.config().write());
        var layers = json.putArray("layers");
        image.layers().forEach(layer -> layers.add(layer.write()));
      }
      case Index index -> {
        var manifests = json.putArray("manifests");
        index.entries().forEach(entry -> manifests.add(write(entry)));
      }
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Image image(String type, JsonNode tree) {
    var layers = new ArrayList<Descriptor>();
    tree.path("layers").forEach(layer -> layers.add(Descriptor.read(layer)));
    return new Image(type, Descriptor.read(tree.path("config")), layers);
  }

  private static Index index(String type, JsonNode tree) {
    var entries = new ArrayList<Entry>();
    for (var entry : tree.path("manifests")) {
      // Attestations ride along as "unknown/unknown"; an entry without platform fits nobody either.
      var platform = entry.path("platform");
      entries.add(
          new Entry(
              Descriptor.read(entry),
              new Platform(
                  platform.path("os").asText("unknown"),
                  platform.path("architecture").asText("unknown"),
                  Optional.ofNullable(platform.path("variant").textValue()))));
    }
    return new Index(type, entries);
  }

  private static ObjectNode write(Entry entry) {
    var json = entry.manifest().write();
    var platform = json.putObject("platform");
    platform.put("architecture", entry.platform().architecture());
    platform.put("os", entry.platform().os());
    entry.platform().variant().ifPresent(it -> platform.put("variant", it));
    return json;
  }
}
