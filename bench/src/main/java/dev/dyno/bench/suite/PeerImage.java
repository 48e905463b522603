package dev.dyno.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.engine.registry.Digest;
import dev.dyno.engine.registry.ImageReference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/// An image as `docker-registry` has it: what every peer must bring home.
///
/// @param name on that registry
/// @param id digest of its configuration: what daemons call its id
/// @param layers digests of the compressed layers
/// @param plain digests of the same layers, inflated
record PeerImage(ImageReference name, String id, List<String> layers, List<String> plain) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

  PeerImage {
    layers = List.copyOf(layers);
    plain = List.copyOf(plain);
  }

  /// Asks the registry.
  ///
  /// @param registry `127.0.0.1:port`
  /// @param repository of its tag `1`
  static PeerImage of(String registry, String repository) throws IOException {
    var manifest = JSON.readTree(get(registry, repository, "manifests/1"));
    var id = manifest.path("config").path("digest").asText();
    var config = JSON.readTree(get(registry, repository, "blobs/" + id));
    return new PeerImage(
        ImageReference.parse("%s/%s:1".formatted(registry, repository)),
        id,
        texts(manifest.path("layers"), "digest"),
        texts(config.path("rootfs").path("diff_ids"), ""));
  }

  /// Its compressed layers.
  ///
  /// @throws IllegalStateException when one has other bytes than its digest says
  List<byte[]> fetch() throws IOException {
    var fetched = new ArrayList<byte[]>();
    for (var layer : layers) {
      var bytes = get(name.registry(), name.path(), "blobs/" + layer);
      require(layer, Digest.sha256(bytes).toString());
      fetched.add(bytes);
    }
    return fetched;
  }

  static void require(String expected, String found) {
    if (!expected.equals(found)) {
      throw new IllegalStateException("%s is there instead of %s".formatted(found, expected));
    }
  }

  private static List<String> texts(JsonNode array, String field) {
    var texts = new ArrayList<String>();
    array.forEach(each -> texts.add((field.isEmpty() ? each : each.path(field)).asText()));
    return texts;
  }

  private static byte[] get(String registry, String repository, String what) throws IOException {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://%s/v2/%s/%s".formatted(registry, repository, what)))
            .header("Accept", MANIFEST)
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException("%s answered %d".formatted(request.uri(), answer.statusCode()));
      }
      return answer.body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
