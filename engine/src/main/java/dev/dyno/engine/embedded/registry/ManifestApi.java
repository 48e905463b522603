package dev.dyno.engine.embedded.registry;

import dev.dyno.engine.embedded.content.Manifest;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Manifests by tag and by digest, tags and repositories.
final class ManifestApi {
  // The limit of Docker's registry.
  private static final int LARGEST_MANIFEST = 4 << 20;
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

  private final Repositories repositories;

  ManifestApi(Repositories repositories) {
    this.repositories = repositories;
  }

  static boolean isTag(String text) {
    return TAG.matcher(text).matches();
  }

  void get(Exchange exchange) throws IOException, RegistryError {
    var repository = exchange.variable("name");
    var digest = resolve(repository, exchange.variable("reference"));
    var type = repositories.manifestType(repository, digest).orElseThrow(() -> unknown(digest));
    exchange
        .with("Docker-Content-Digest", digest.toString())
        .with("ETag", '"' + digest.toString() + '"')
        .send(200, type, repositories.content().read(digest));
  }

  void put(Exchange exchange) throws IOException, RegistryError {
    var repository = exchange.variable("name");
    var reference = exchange.variable("reference");
    var body = exchange.body(LARGEST_MANIFEST);
    var type = exchange.header("Content-Type").orElse("");
    var manifest = check(repository, body, type);
    var byDigest = reference.indexOf(':') >= 0;
    if (byDigest && !Digest.sha256(body).equals(digest(reference))) {
      throw new RegistryError(
          RegistryError.Code.DIGEST_INVALID,
          "the manifest has another digest",
          Digest.sha256(body));
    }
    if (!byDigest && !isTag(reference)) {
      throw new RegistryError(
          RegistryError.Code.MANIFEST_INVALID, "the tag is not valid", reference);
    }
    var digest = repositories.addManifest(repository, body, manifest.mediaType());
    if (!byDigest) {
      repositories.tag(repository, reference, digest);
    }
    exchange
        .with("Docker-Content-Digest", digest.toString())
        .with("Location", "/v2/%s/manifests/%s".formatted(repository, digest))
        .send(201);
  }

  void delete(Exchange exchange) throws IOException, RegistryError {
    var repository = exchange.variable("name");
    var reference = exchange.variable("reference");
    var digest = resolve(repository, reference);
    if (reference.indexOf(':') >= 0) {
      repositories.removeManifest(repository, digest);
    } else {
      repositories.removeTag(repository, reference);
    }
    exchange.send(202);
  }

  void tags(Exchange exchange) throws IOException, RegistryError {
    var repository = exchange.variable("name");
    if (!repositories.exists(repository)) {
      throw new RegistryError(
          RegistryError.Code.NAME_UNKNOWN, "repository name not known to registry", repository);
    }
    var path = "/v2/%s/tags/list".formatted(repository);
    var tags = page(exchange, path, repositories.tags(repository));
    exchange.sendJson(200, Map.of("name", repository, "tags", tags));
  }

  void catalog(Exchange exchange) throws IOException, RegistryError {
    var names = page(exchange, "/v2/_catalog", repositories.names());
    exchange.sendJson(200, Map.of("repositories", names));
  }

  /// `?n=` and `?last=`, with a Link to what follows.
  private static List<String> page(Exchange exchange, String path, List<String> all)
      throws RegistryError {
    var rest = new ArrayList<>(all);
    exchange.query("last").ifPresent(last -> rest.removeIf(it -> it.compareTo(last) <= 0));
    int limit = limit(exchange);
    if (limit >= rest.size()) {
      return rest;
    }
    var page = rest.subList(0, limit);
    if (limit > 0) {
      exchange.with(
          "Link", "<%s?last=%s&n=%d>; rel=\"next\"".formatted(path, page.getLast(), limit));
    }
    return page;
  }

  private static int limit(Exchange exchange) throws RegistryError {
    var text = exchange.query("n");
    if (text.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    try {
      return Integer.parseUnsignedInt(text.get());
    } catch (NumberFormatException _) {
      throw new RegistryError(
          RegistryError.Code.UNSUPPORTED, "n must be a whole number", text.get());
    }
  }

  private Digest resolve(String repository, String reference) throws IOException, RegistryError {
    if (reference.indexOf(':') >= 0) {
      var digest = digest(reference);
      if (repositories.manifestType(repository, digest).isEmpty()) {
        throw unknown(digest);
      }
      return digest;
    }
    return repositories.tagged(repository, reference).orElseThrow(() -> unknown(reference));
  }

  /// A manifest is taken only when all that it names is here.
  private Manifest check(String repository, byte[] body, String type)
      throws IOException, RegistryError {
    var manifest = parse(body, type);
    switch (manifest) {
      case Manifest.Image image -> {
        requireBlob(repository, image.config().digest());
        for (var layer : image.layers()) {
          requireBlob(repository, layer.digest());
        }
      }
      case Manifest.Index index -> {
        for (var entry : index.entries()) {
          if (repositories.manifestType(repository, entry.manifest().digest()).isEmpty()) {
            throw unknown(entry.manifest().digest());
          }
        }
      }
    }
    return manifest;
  }

  private static Manifest parse(byte[] body, String type) throws RegistryError {
    try {
      return Manifest.parse(body, type);
    } catch (IOException e) {
      throw new RegistryError(
          RegistryError.Code.MANIFEST_INVALID, "manifest invalid", String.valueOf(e.getMessage()));
    }
  }

  private void requireBlob(String repository, Digest digest) throws RegistryError {
    if (!repositories.holdsBlob(repository, digest)) {
      throw new RegistryError(
          RegistryError.Code.MANIFEST_BLOB_UNKNOWN, "blob unknown to registry", digest);
    }
  }

  private static Digest digest(String text) throws RegistryError {
    return BlobApi.digest(text);
  }

  private static RegistryError unknown(Object reference) {
    return new RegistryError(RegistryError.Code.MANIFEST_UNKNOWN, "manifest unknown", reference);
  }
}
