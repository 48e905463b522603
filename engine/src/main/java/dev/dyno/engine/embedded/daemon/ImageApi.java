package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.registry.ImageReference;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lists, shows, names and removes images.
final class ImageApi {
  private final ImageStore images;
  private final ImageUse use;

  ImageApi(ImageStore images, ImageUse use) {
    this.images = images;
    this.use = use;
  }

  void list(Exchange exchange) throws IOException {
    var filter = ImageFilter.parse(exchange.query("filters"));
    var listed = new ArrayList<Object>();
    for (var image : images.images().reversed()) {
      var tags = images.tags(image).stream().filter(filter::accepts).toList();
      var digests = images.digests(image);
      if (filter.lists(tags, digests)) {
        listed.add(summary(image, tags, digests));
      }
    }
    exchange.sendJson(200, listed);
  }

  void inspect(Exchange exchange) throws IOException, DaemonError {
    var image = images.require(exchange.variable("name"));
    var config = config(image);
    var json = new LinkedHashMap<String, Object>();
    json.put("Id", image.id().toString());
    json.put("RepoTags", familiar(images.tags(image)));
    json.put("RepoDigests", familiar(images.digests(image)));
    json.put("Parent", "");
    json.put("Comment", "");
    json.put("Created", config.created());
    json.put("DockerVersion", "");
    json.put("Author", config.json().path("author").asText());
    json.put("Config", config.config().isMissingNode() ? Map.of() : config.config());
    json.put("Architecture", config.platform().architecture());
    config.platform().variant().ifPresent(it -> json.put("Variant", it));
    json.put("Os", config.platform().os());
    json.put("Size", image.size());
    json.put("VirtualSize", image.size());
    json.put("GraphDriver", Map.of("Name", SystemApi.DRIVER, "Data", Map.of()));
    var layers = image.layers().stream().map(it -> it.diffId().toString()).toList();
    json.put("RootFS", Map.of("Type", "layers", "Layers", layers));
    json.put("Metadata", Map.of("LastTagTime", "0001-01-01T00:00:00Z"));
    exchange.sendJson(200, json);
  }

  void history(Exchange exchange) throws IOException, DaemonError {
    var image = images.require(exchange.variable("name"));
    var steps = new ArrayList<Map<String, Object>>();
    var layers = image.layers().iterator();
    for (var step : config(image).history()) {
      var hasLayer = !step.path("empty_layer").asBoolean() && layers.hasNext();
      var json = new LinkedHashMap<String, Object>();
      json.put("Id", "<missing>");
      json.put("Created", seconds(step.path("created").asText()));
      json.put("CreatedBy", step.path("created_by").asText());
      json.put("Tags", List.of());
      json.put("Size", hasLayer ? layers.next().size() : 0L);
      json.put("Comment", step.path("comment").asText());
      steps.addFirst(json);
    }
    if (!steps.isEmpty()) {
      steps.getFirst().put("Id", image.id().toString());
      steps.getFirst().put("Tags", familiar(images.tags(image)));
    }
    exchange.sendJson(200, steps);
  }

  void tag(Exchange exchange) throws IOException, DaemonError {
    var image = images.require(exchange.variable("name"));
    var repository =
        exchange
            .query("repo")
            .orElseThrow(() -> new DaemonError(400, "repository name is missing"));
    var name = ImageReference.parse(repository);
    var tag = exchange.query("tag").or(name::tag).orElse("latest");
    images.add(image, List.of(name.withTag(tag)));
    exchange.send(201);
  }

  void remove(Exchange exchange) throws IOException, DaemonError {
    var name = exchange.variable("name");
    var image = images.require(name);
    var removed = new ArrayList<Map<String, String>>();
    var force = exchange.flag("force");
    if (images.isId(name)) {
      requireOneRepository(image, force);
      use.requireDeletable(image, force);
      delete(image, removed);
    } else {
      var reference = ImageStore.withoutTagBesideDigest(ImageReference.parse(name));
      if (isLastName(reference, image)) {
        removeLastName(reference, image, force, removed);
      } else {
        removeName(reference, image, removed);
      }
    }
    exchange.sendJson(200, removed);
  }

  private boolean isLastName(ImageReference name, StoredImage image) {
    return images.tags(image).equals(List.of(name)) || images.tags(image).isEmpty();
  }

  /// A running container keeps its image, though without a name, when force takes that.
  private void removeLastName(
      ImageReference name, StoredImage image, boolean force, List<Map<String, String>> removed)
      throws IOException, DaemonError {
    use.requireUntaggable(name, image, force);
    if (use.isRunning(image)) {
      removeName(name, image, removed);
    } else {
      delete(image, removed);
    }
  }

  private void removeName(ImageReference name, StoredImage image, List<Map<String, String>> removed)
      throws IOException {
    images.untag(name);
    removed.add(Map.of("Untagged", name.familiar()));
    // The digest goes with the last tag of its repository.
    if (images.tags(image).stream().noneMatch(it -> it.name().equals(name.name()))) {
      for (var digest : images.digests(image)) {
        if (digest.name().equals(name.name())) {
          images.untag(digest);
          removed.add(Map.of("Untagged", digest.familiar()));
        }
      }
    }
  }

  private void delete(StoredImage image, List<Map<String, String>> removed) throws IOException {
    images.tags(image).forEach(it -> removed.add(Map.of("Untagged", it.familiar())));
    images.digests(image).forEach(it -> removed.add(Map.of("Untagged", it.familiar())));
    images.remove(image);
    removed.add(Map.of("Deleted", image.id().toString()));
    for (var layer : image.layers().reversed()) {
      if (images.layer(layer.blob().digest()).isEmpty()) {
        removed.add(Map.of("Deleted", layer.diffId().toString()));
      }
    }
  }

  private void requireOneRepository(StoredImage image, boolean force) throws DaemonError {
    var repositories = images.tags(image).stream().map(ImageReference::name).distinct().count();
    if (repositories > 1 && !force) {
      throw new DaemonError(
          409,
          "conflict: unable to delete %s (must be forced) - image is referenced in multiple repositories"
              .formatted(image.id().abbreviated()));
    }
  }

  private Map<String, Object> summary(
      StoredImage image, List<ImageReference> tags, List<ImageReference> digests)
      throws IOException {
    var config = config(image);
    var json = new LinkedHashMap<String, Object>();
    json.put("Id", image.id().toString());
    json.put("ParentId", "");
    json.put("RepoTags", familiar(tags));
    json.put("RepoDigests", familiar(digests));
    json.put("Created", seconds(config.created()));
    json.put("Size", image.size());
    json.put("VirtualSize", image.size());
    json.put("SharedSize", -1);
    var labels = config.config().path("Labels");
    json.put("Labels", labels.isObject() ? labels : Map.of());
    json.put("Containers", -1);
    return json;
  }

  private ImageConfig config(StoredImage image) throws IOException {
    return ImageConfig.parse(images.content().read(image.id()));
  }

  private static List<String> familiar(List<ImageReference> names) {
    return names.stream().map(ImageReference::familiar).toList();
  }

  private static long seconds(String time) {
    try {
      return Instant.parse(time).getEpochSecond();
    } catch (DateTimeParseException _) {
      return 0;
    }
  }
}
