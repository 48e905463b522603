package dev.dyno.engine.embedded.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.embedded.RawHttp;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.embedded.registry.SyntheticImage;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A registry with one image and, at times, one fault, and what its tests ask of it.
final class FaultyRegistry {
  static final String MANIFEST = "/v2/team/app/manifests/1";

  private final Path store;
  private final EmbeddedRegistry registry;
  private final String blob;
  private final byte[] content;

  private FaultyRegistry(Path store, EmbeddedRegistry registry) throws Exception {
    this.store = store;
    this.registry = registry;
    var layer = Json.tree(body(MANIFEST)).path("layers").path(0).path("digest").asText();
    this.blob = "/v2/team/app/blobs/" + layer;
    this.content = body(blob);
  }

  static FaultyRegistry in(Path store) throws Exception {
    var registry = EmbeddedRegistry.start(0, store);
    var platforms = List.of(Platform.parse("linux/amd64"));
    registry.seed(new SyntheticImage("team/app", "1", platforms, 1, 50_000, 0, 1));
    return new FaultyRegistry(store, registry);
  }

  EmbeddedRegistry registry() {
    return registry;
  }

  /// The path of a layer.
  String blob() {
    return blob;
  }

  /// What is in that layer.
  byte[] content() {
    return content.clone();
  }

  static Fault at(What what) {
    return Fault.at(Place.REGISTRY, what).named("fault");
  }

  static Fault refusal(int status) {
    return at(new What.Status(status, Optional.empty()));
  }

  void use(Fault fault) {
    registry.faults().use(FaultPlan.of(fault));
  }

  long struck() {
    return registry.faults().strikes("fault").struck();
  }

  /// On a connection of its own.
  RawHttp ask(String path, String... headers) throws IOException {
    return RawHttp.to(registry.uri()).ask("GET", path, headers);
  }

  byte[] body(String path) throws Exception {
    var answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  HttpResponse<byte[]> get(String path) throws Exception {
    return send("GET", path, new byte[0]);
  }

  /// On a connection of its own, which is closed afterwards.
  HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers)
      throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(registry.uri().resolve(path))
              .timeout(Duration.ofSeconds(60))
              .method(method, BodyPublishers.ofByteArray(body));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return client.send(request.build(), BodyHandlers.ofByteArray());
    }
  }

  private boolean takesConnections() throws IOException {
    try (var _ = RawHttp.to(registry.uri())) {
      return true;
    } catch (ConnectException _) {
      return false;
    }
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /// Nothing is left of the faults, and all is well without them.
  void end() throws Exception {
    registry.faults().clear();
    Eventually.isTrue("no request is being served", () -> registry.inFlight() == 0);
    Eventually.isTrue("connections are taken", this::takesConnections);
    Eventually.isTrue("no connection is open", () -> registry.connections() == 0);
    assertThat(store.resolve("incoming")).isEmptyDirectory();
    assertThat(body(blob)).isEqualTo(content);
    registry.close();
  }
}
