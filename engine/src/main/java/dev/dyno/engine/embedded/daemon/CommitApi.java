package dev.dyno.engine.embedded.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dyno.engine.embedded.container.Container;
import dev.dyno.engine.embedded.container.ContainerProblem;
import dev.dyno.engine.embedded.container.Containers;
import dev.dyno.engine.embedded.container.api.MergedConfig;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.registry.ImageReference;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `POST /commit`: makes an image of a container: one more layer with the files that were copied
/// in, if there are any, and what the container was told to run.
final class CommitApi {
  private static final int LARGEST_REQUEST = 4 << 20;
  private static final List<String> OF_IMAGES =
      List.of(
          "User",
          "ExposedPorts",
          "Env",
          "Entrypoint",
          "Cmd",
          "Volumes",
          "WorkingDir",
          "Labels",
          "StopSignal");

  private final ImageStore images;
  private final Containers containers;

  CommitApi(ImageStore images, Containers containers) {
    this.images = images;
    this.containers = containers;
  }

  void commit(Exchange exchange) throws IOException, DaemonError, ContainerProblem {
    var container = containers.require(exchange.query("container").orElse(""));
    if (exchange.query("changes").isPresent()) {
      throw new DaemonError(501, "commit with changes is not implemented by the embedded daemon");
    }
    var body = exchange.body(LARGEST_REQUEST);
    JsonNode wishes = body.length == 0 ? JsonNodeFactory.instance.objectNode() : Json.tree(body);
    try (var lease = images.lease()) {
      var image = commit(container, wishes, exchange, lease);
      images.add(image, names(exchange));
      exchange.sendJson(201, Map.of("Id", image.id().toString()));
    }
  }

  private StoredImage commit(Container container, JsonNode wishes, Exchange exchange, Lease lease)
      throws IOException, DaemonError {
    var base = images.require(container.image().id().toString());
    base.blobs().forEach(lease::hold);
    var config = ImageConfig.parse(images.content().read(base.id())).json();
    var layers = new ArrayList<>(base.layers());
    var files = container.files();
    var changed = files.isChanged();
    if (changed) {
      var layer = NewLayer.store(images.content(), lease, files::writeChanges);
      images.learn(layer);
      layers.add(layer);
    }
    config.set("config", runConfig(container, wishes));
    exchange.query("author").ifPresent(it -> config.put("author", it));
    var now = Instant.now();
    var step = config.withArray("history").addObject();
    step.put("created", now.toString());
    step.put("created_by", String.join(" ", container.spec().command()));
    exchange.query("comment").ifPresent(it -> step.put("comment", it));
    if (!changed) {
      step.put("empty_layer", true);
    }
    return NewImage.store(images.content(), lease, config, layers, now);
  }

  private static ObjectNode runConfig(Container container, JsonNode wishes) {
    return MergedConfig.of(wishes, container.spec().config()).retain(OF_IMAGES);
  }

  private static List<ImageReference> names(Exchange exchange) {
    return exchange
        .query("repo")
        .map(ImageReference::parse)
        .map(it -> it.withTag(exchange.query("tag").or(it::tag).orElse("latest")))
        .map(List::of)
        .orElse(List.of());
  }
}
