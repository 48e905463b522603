package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.http.ConnectionCut;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.latency.LatencyReplay;
import dev.dyno.engine.registry.ImageReference;
import java.io.IOException;
import java.util.List;

/// `POST /images/{name}/push`: pushes one tag, or all tags of a name.
final class PushApi {
  private final ImageStore images;
  private final LatencyReplay latency;

  PushApi(ImageStore images, LatencyReplay latency) {
    this.images = images;
    this.latency = latency;
  }

  void push(Exchange exchange) throws Exception {
    var name = ImageReference.parse(exchange.variable("name"));
    var credentials = RegistryCredentials.fromHeader(exchange.header("X-Registry-Auth"));
    var references = references(name, exchange.query("tag").isPresent(), exchange);
    try (var stream = JsonStream.begin(exchange)) {
      try {
        stream.status("The push refers to repository [%s]".formatted(name.name()));
        for (var reference : references) {
          var image = images.require(reference.toString());
          var push = new Push(images, reference, image, credentials, latency);
          exchange.whileAwaited(() -> push.run(stream));
        }
      } catch (JsonStream.ClientGone | ConnectionCut e) {
        throw e;
      } catch (IOException | DaemonError e) {
        stream.error(String.valueOf(e.getMessage()));
      }
    }
  }

  private List<ImageReference> references(ImageReference name, boolean tagged, Exchange exchange)
      throws DaemonError {
    var references =
        tagged
            ? List.of(name.withTag(exchange.query("tag").orElseThrow()))
            : images.images().stream()
                .flatMap(image -> images.tags(image).stream())
                .filter(it -> it.name().equals(name.name()))
                .toList();
    if (references.isEmpty() || images.find(references.getFirst().toString()).isEmpty()) {
      throw new DaemonError(
          404, "An image does not exist locally with the tag: %s".formatted(name.name()));
    }
    return references;
  }
}
