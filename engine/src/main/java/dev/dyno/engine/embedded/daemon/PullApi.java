package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.http.ConnectionCut;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;

/// `POST /images/create`: pulls an image.
final class PullApi {
  private final ImageStore images;
  private final Downloads downloads;

  PullApi(ImageStore images, Downloads downloads) {
    this.images = images;
    this.downloads = downloads;
  }

  void create(Exchange exchange) throws Exception {
    if (exchange.query("fromSrc").isPresent()) {
      throw new DaemonError(501, "importing an image (fromSrc) is not implemented");
    }
    var pull = pull(exchange);
    var found = exchange.whileAwaited(pull::resolve);
    try (var stream = JsonStream.begin(exchange)) {
      try {
        exchange.whileAwaited(() -> found.fetch(stream));
      } catch (JsonStream.ClientGone | ConnectionCut e) {
        throw e;
      } catch (IOException e) {
        stream.error(String.valueOf(e.getMessage()));
      }
    }
  }

  private Pull pull(Exchange exchange) throws DaemonError {
    var name = exchange.query("fromImage").orElseThrow(() -> new DaemonError(400, "no fromImage"));
    return new Pull(
        images,
        downloads,
        ImageReference.parse(exchange.query("tag").map(tag -> withTag(name, tag)).orElse(name)),
        exchange.query("platform").map(Platform::parse),
        RegistryCredentials.fromHeader(exchange.header("X-Registry-Auth")));
  }

  /// The tag of a pull may be a digest.
  private static String withTag(String name, String tag) {
    return tag.indexOf(':') >= 0 ? name + "@" + tag : name + ":" + tag;
  }
}
