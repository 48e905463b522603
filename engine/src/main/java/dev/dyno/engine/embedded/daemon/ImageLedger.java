package dev.dyno.engine.embedded.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dyno.engine.embedded.content.Descriptor;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.registry.Digest;
import dev.dyno.engine.registry.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The file that names all images of a store: one file, so that images and names never disagree.
final class ImageLedger {
  private final Path file;

  /// What the file holds.
  ///
  /// @param images by id, the oldest first
  /// @param names in lexical order, each to the id of its image
  record State(Map<Digest, StoredImage> images, Map<ImageReference, Digest> names) {
    static State empty() {
      return new State(
          new LinkedHashMap<>(), new TreeMap<>(Comparator.comparing(ImageReference::toString)));
    }

    State copy() {
      var copy = empty();
      copy.become(this);
      return copy;
    }

    void become(State other) {
      images.clear();
      images.putAll(other.images);
      names.clear();
      names.putAll(other.names);
    }
  }

  ImageLedger(Path file) {
    this.file = file;
  }

  State load() throws IOException {
    var state = State.empty();
    if (!Files.exists(file)) {
      return state;
    }
    try {
      var json = Json.tree(Files.readAllBytes(file));
      for (var image : json.path("images")) {
        var read = readImage(image);
        state.images().put(read.id(), read);
      }
      json.path("names")
          .properties()
          .forEach(
              name ->
                  state
                      .names()
                      .put(
                          ImageReference.parse(name.getKey()),
                          Digest.parse(name.getValue().asText())));
      return state;
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s is damaged (%s); delete the daemon's store to start afresh"
              .formatted(file.getFileName(), e.getMessage()),
          e);
    }
  }

  void save(State state) throws IOException {
    var images = state.images().values().stream().map(ImageLedger::write).toList();
    var names = new LinkedHashMap<String, String>();
    state.names().forEach((name, id) -> names.put(name.toString(), id.toString()));
    var written = file.resolveSibling(file.getFileName() + ".part");
    Files.write(written, Json.bytes(Map.of("images", images, "names", names)));
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Map<String, Object> write(StoredImage image) {
    var layers = new ArrayList<Object>();
    for (var layer : image.layers()) {
      layers.add(
          Map.of(
              "blob", write(layer.blob()),
              "diffId", layer.diffId().toString(),
              "size", layer.size()));
    }
    return Map.of("config", write(image.config()), "layers", layers);
  }

  private static Map<String, Object> write(Descriptor blob) {
    return Map.of(
        "mediaType", blob.mediaType(), "size", blob.size(), "digest", blob.digest().toString());
  }

  private static StoredImage readImage(JsonNode json) {
    List<Layer> layers = new ArrayList<>();
    for (var layer : json.path("layers")) {
      layers.add(
          new Layer(
              readBlob(layer.path("blob")),
              Digest.parse(layer.path("diffId").asText()),
              layer.path("size").asLong()));
    }
    return new StoredImage(readBlob(json.path("config")), layers);
  }

  private static Descriptor readBlob(JsonNode json) {
    return new Descriptor(
        json.path("mediaType").asText(),
        json.path("size").asLong(-1),
        Digest.parse(json.path("digest").asText()));
  }
}
