package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.embedded.registry.SyntheticImage;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/// A daemon and a registry, and the raw requests that a test sends to the daemon.
record Stand(Path folder, EmbeddedRegistry registry, EmbeddedDaemon daemon, HttpClient client)
    implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  static Stand in(Path folder) throws IOException {
    return new Stand(
        folder,
        EmbeddedRegistry.start(0, folder.resolve("registry")),
        EmbeddedDaemon.start(0, folder.resolve("daemon")),
        HttpClient.newHttpClient());
  }

  /// Three layers of 100 kB; layers are those of the seed.
  String seed(String repository, long seed) throws IOException {
    registry.seed(image(repository, seed));
    return "%s/%s:1".formatted(registry.host(), repository);
  }

  static SyntheticImage image(String repository, long seed) {
    return new SyntheticImage(
        repository, "1", List.of(Platform.parse("linux/amd64")), 3, 100_000, 0.5, seed);
  }

  HttpResponse<String> pull(String image, String... headers) throws Exception {
    return send("POST", "/images/create?fromImage=" + image, new byte[0], headers);
  }

  HttpResponse<String> send(String method, String path, byte[] body, String... headers)
      throws Exception {
    return client.send(request(method, path, body, headers), BodyHandlers.ofString());
  }

  HttpResponse<InputStream> open(String method, String path) throws Exception {
    return client.send(request(method, path, new byte[0]), BodyHandlers.ofInputStream());
  }

  static String registryAuth(String user, String password) {
    var json = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, password);
    return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  /// The files of the daemon's store, without the ledger.
  List<Path> stored() throws IOException {
    return filesBelow(folder.resolve("daemon"));
  }

  static List<Path> filesBelow(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(it -> !it.endsWith("images.json")).toList();
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    daemon.close();
    registry.close();
  }

  private HttpRequest request(String method, String path, byte[] body, String... headers) {
    var base = URI.create("http://" + daemon.uri().getAuthority());
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(DEADLINE)
            .method(method, BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }
}
