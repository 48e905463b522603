package dev.dyno.engine.embedded.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.embedded.RawHttp;
import dev.dyno.engine.embedded.ServerProcess;
import dev.dyno.engine.embedded.fault.Fault;
import dev.dyno.engine.embedded.fault.FaultPlan;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed in the middle, and another on its store: what was whole is served, what
/// was not is gone.
@Timeout(240)
class KilledServerTest {
  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private EmbeddedRegistry registry;
  private Path store;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start(0, folder.resolve("registry"));
    store = folder.resolve("store");
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
    client.close();
  }

  @Test
  void a_daemon_killed_in_the_middle_of_a_pull_leaves_no_half_image_and_keeps_the_whole_one()
      throws Exception {
    var whole = seed("whole", 1);
    var half = seed("half", 2);
    try (var killed = ServerProcess.start("daemon", store)) {
      assertThat(pull(killed.uri(), whole)).contains("Status: Downloaded");
      // Configuration and one layer arrive, the others stop in the middle.
      var hang = new What.HangInBody(30_000);
      registry
          .faults()
          .use(FaultPlan.of(Fault.at(Place.REGISTRY, hang).named("hang").on("blob-get")));
      try (var leaving = pulling(killed.uri(), half)) {
        Eventually.isTrue("all layers hang", () -> registry.faults().strikes("hang").struck() == 3);
        assertThat(leaving.head().status()).isEqualTo(200);
        Eventually.isTrue(
            "all layers are half here",
            () -> Stand.filesBelow(store.resolve("incoming")).size() == 3);
        killed.kill();
      }
    }
    registry.faults().clear();
    assertThat(Stand.filesBelow(store.resolve("incoming"))).as("left by the kill").isNotEmpty();

    try (var daemon = EmbeddedDaemon.start(0, store)) {
      var uri = URI.create("http://" + daemon.uri().getAuthority());
      assertThat(get(uri, "/images/json").body()).contains(whole).doesNotContain(half);
      assertThat(Stand.filesBelow(store.resolve("incoming"))).isEmpty();
      assertThat(Stand.filesBelow(store.resolve("blobs"))).as("config and layers").hasSize(4);
      assertThat(pull(uri, whole)).contains("Status: Image is up to date");
      assertThat(pull(uri, half)).contains("Status: Downloaded newer image");
    }
  }

  @Test
  void a_registry_killed_in_the_middle_of_an_upload_keeps_none_of_it_and_all_it_had()
      throws Exception {
    var content = new byte[50_000];
    var blob = "/v2/app/blobs/" + Digest.sha256(content);
    var begun = "/v2/app/blobs/uploads/?digest=" + Digest.sha256(new byte[100_000]);
    try (var killed = ServerProcess.start("registry", store)) {
      var upload = "/v2/app/blobs/uploads/?digest=" + Digest.sha256(content);
      assertThat(send(killed.uri(), "POST", upload, content).statusCode()).isEqualTo(201);
      try (var leaving = RawHttp.to(killed.uri()).ask("POST", begun, "Content-Length: 100000")) {
        leaving.socket().getOutputStream().write(new byte[60_000]);
        Eventually.isTrue("the upload is under way", () -> bytesIncoming() > 0);
        killed.kill();
      }
    }
    assertThat(bytesIncoming()).as("left by the kill").isPositive();

    try (var again = EmbeddedRegistry.start(0, store)) {
      assertThat(get(again.uri(), blob).body()).hasSize(content.length);
      assertThat(
              get(
                      again.uri(),
                      blob.replaceFirst("sha256:.*", Digest.sha256(new byte[100_000]).toString()))
                  .statusCode())
          .isEqualTo(404);
      assertThat(store.resolve("incoming")).isEmptyDirectory();
      assertThat(send(again.uri(), "POST", begun, new byte[100_000]).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void a_registry_started_again_serves_the_images_it_was_seeded_with() throws Exception {
    var seeded = Stand.image("app", 1);
    var digest = registry.seed(seeded);
    registry.close();

    registry = EmbeddedRegistry.start(0, folder.resolve("registry"));

    var manifest = get(registry.uri(), "/v2/app/manifests/1");
    assertThat(Digest.sha256(manifest.body().getBytes(StandardCharsets.UTF_8))).isEqualTo(digest);
    try (var daemon = EmbeddedDaemon.start(0, store)) {
      var uri = URI.create("http://" + daemon.uri().getAuthority());
      assertThat(pull(uri, registry.host() + "/app:1")).contains("Status: Downloaded");
    }
  }

  private long bytesIncoming() throws IOException {
    return Stand.filesBelow(store.resolve("incoming")).stream()
        .mapToLong(file -> file.toFile().length())
        .sum();
  }

  private String seed(String repository, long seed) throws IOException {
    registry.seed(Stand.image(repository, seed));
    return "%s/%s:1".formatted(registry.host(), repository);
  }

  private String pull(URI daemon, String image) throws Exception {
    return send(daemon, "POST", "/images/create?fromImage=" + image, new byte[0]).body();
  }

  private static RawHttp pulling(URI daemon, String image) throws IOException {
    return RawHttp.to(daemon).ask("POST", "/images/create?fromImage=" + image);
  }

  private HttpResponse<String> get(URI server, String path) throws Exception {
    return send(server, "GET", path, new byte[0]);
  }

  private HttpResponse<String> send(URI server, String method, String path, byte[] body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
