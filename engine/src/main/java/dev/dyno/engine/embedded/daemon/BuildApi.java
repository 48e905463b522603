package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.http.ConnectionCut;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `POST /build`: the classic builder, as far as nothing has to run.
final class BuildApi {
  private final ImageStore images;
  private final Downloads downloads;
  private final Path contexts;

  /// @param contexts folder for contexts in use
  BuildApi(ImageStore images, Downloads downloads, Path contexts) {
    this.images = images;
    this.downloads = downloads;
    this.contexts = contexts;
  }

  void build(Exchange exchange) throws Exception {
    refuseWhatNobodyBuilt(exchange);
    var tags = tags(exchange);
    try (var context = BuildContext.receive(exchange.body(), contexts);
        var stream = JsonStream.begin(exchange)) {
      try {
        var image = exchange.whileAwaited(() -> build(exchange, context, tags, stream));
        stream.aux(Map.of("ID", image.id().toString()));
        announce(image, tags, exchange.flag("q"), stream);
      } catch (JsonStream.ClientGone | ConnectionCut e) {
        throw e;
      } catch (IOException | DaemonError | IllegalArgumentException e) {
        stream.error(String.valueOf(e.getMessage()));
      }
    }
  }

  private StoredImage build(
      Exchange exchange, BuildContext context, List<ImageReference> tags, JsonStream stream)
      throws IOException, DaemonError, InterruptedException {
    var name = exchange.query("dockerfile").orElse("Dockerfile");
    var dockerfile =
        context
            .text(name)
            .orElseThrow(
                () ->
                    new DaemonError(400, "Cannot locate specified Dockerfile: %s".formatted(name)));
    var platform = exchange.query("platform").map(Platform::parse);
    try (var lease = images.lease()) {
      var build =
          new Build(
              images,
              context,
              lease,
              pairs(exchange, "buildargs"),
              (base, wanted) -> base(base, wanted, exchange, lease, stream),
              Instant.now());
      var image =
          build.run(
              Dockerfile.parse(dockerfile),
              platform,
              pairs(exchange, "labels"),
              exchange.flag("q") ? JsonStream.silent() : stream);
      images.add(image, tags);
      return image;
    }
  }

  private StoredImage base(
      String name, Optional<Platform> platform, Exchange exchange, Lease lease, JsonStream stream)
      throws IOException, DaemonError, InterruptedException {
    var local = exchange.flag("pull") ? Optional.<StoredImage>empty() : images.find(name);
    var base = local.isPresent() ? local.get() : pull(name, platform, exchange, stream);
    base.blobs().forEach(lease::hold);
    return base;
  }

  private StoredImage pull(
      String name, Optional<Platform> platform, Exchange exchange, JsonStream stream)
      throws IOException, DaemonError, InterruptedException {
    var reference = ImageReference.parse(name);
    var credentials =
        RegistryCredentials.fromConfig(exchange.header("X-Registry-Config"), reference.registry());
    return new Pull(images, downloads, reference, platform, credentials).resolve().fetch(stream);
  }

  private static void announce(
      StoredImage image, List<ImageReference> tags, boolean quiet, JsonStream stream)
      throws JsonStream.ClientGone {
    if (quiet) {
      stream.text(image.id() + "\n");
      return;
    }
    stream.text("Successfully built %s\n".formatted(image.id().abbreviated()));
    for (var tag : tags) {
      stream.text("Successfully tagged %s\n".formatted(tag.familiar()));
    }
  }

  private static void refuseWhatNobodyBuilt(Exchange exchange) throws DaemonError {
    if (exchange.query("version").filter("2"::equals).isPresent()) {
      throw new DaemonError(501, "BuildKit is not implemented; set DOCKER_BUILDKIT=0");
    }
    for (var parameter : List.of("remote", "target", "squash")) {
      if (exchange.flag(parameter)) {
        throw new DaemonError(501, "build parameter '%s' is not implemented".formatted(parameter));
      }
    }
  }

  private static List<ImageReference> tags(Exchange exchange) {
    var tags = new ArrayList<ImageReference>();
    for (var tag : exchange.queries("t")) {
      if (!tag.isEmpty()) {
        tags.add(ImageReference.parse(tag));
      }
    }
    return tags;
  }

  private static Map<String, String> pairs(Exchange exchange, String parameter) {
    var pairs = new HashMap<String, String>();
    exchange
        .query(parameter)
        .map(it -> Json.tree(it.getBytes(StandardCharsets.UTF_8)))
        .ifPresent(
            json ->
                json.properties()
                    .forEach(pair -> pairs.put(pair.getKey(), pair.getValue().asText())));
    return pairs;
  }
}
