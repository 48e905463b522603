package dev.dyno.engine.embedded.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.embedded.fault.Fault;
import dev.dyno.engine.embedded.fault.FaultPlan;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.embedded.latency.Spread;
import dev.dyno.engine.embedded.registry.Authentication;
import dev.dyno.engine.embedded.registry.RequestKind;
import dev.dyno.engine.embedded.registry.Shape;
import dev.dyno.engine.embedded.registry.SyntheticImage;
import dev.dyno.engine.registry.Platform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullTest {
  private static final What HOUR = new What.Latency(Spread.fixed(Duration.ofHours(1)), 0);
  @TempDir Path folder;
  private Stand stand;

  @BeforeEach
  void start() throws IOException {
    stand = Stand.in(folder);
  }

  @AfterEach
  void stop() throws IOException {
    stand.close();
  }

  @Test
  void a_second_pull_finds_the_image_up_to_date_with_two_manifest_requests() throws Exception {
    var image = stand.seed("app", 1);
    assertThat(stand.pull(image).body())
        .contains("\"status\":\"Pulling from app\"", "Pull complete", "Digest: sha256:")
        .contains("Status: Downloaded newer image for " + image);
    stand.registry().resetCounters();

    assertThat(stand.pull(image).body()).contains("Status: Image is up to date for " + image);

    var counters = stand.registry().counters();
    assertThat(counters.of(RequestKind.MANIFEST_HEAD)).isEqualTo(1);
    assertThat(counters.of(RequestKind.MANIFEST_GET)).isEqualTo(1);
    assertThat(counters.of(RequestKind.BLOB_GET)).isZero();
  }

  @Test
  void an_image_that_shares_its_layers_downloads_only_its_configuration() throws Exception {
    stand.pull(stand.seed("one", 1));
    var arm = Platform.parse("linux/arm64");
    stand.registry().seed(new SyntheticImage("two", "1", List.of(arm), 3, 100_000, 0.5, 1));
    stand.registry().resetCounters();

    assertThat(stand.pull(stand.registry().host() + "/two:1").body()).contains("Already exists");

    assertThat(stand.registry().counters().of(RequestKind.BLOB_GET)).isEqualTo(1);
  }

  @Test
  void six_pulls_at_once_download_each_blob_once() throws Exception {
    var image = stand.seed("app", 1);
    hold(Fault.at(Place.REGISTRY, HOUR).on("blob-get"));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var pulls = new ArrayList<Future<HttpResponse<String>>>();
      for (int i = 0; i < 6; i++) {
        pulls.add(threads.submit(() -> stand.pull(image)));
      }
      Eventually.isTrue("six pulls are served", () -> stand.daemon().inFlight() == 6);
      stand.registry().faults().clear();
      for (var pull : pulls) {
        assertThat(pull.get().body()).contains("Status: ");
      }
    }

    assertThat(stand.registry().counters().of(RequestKind.BLOB_GET)).isEqualTo(4);
    assertThat(stand.daemon().counters().inFlightMaximum().get("pull")).isEqualTo(6);
  }

  @Test
  void no_more_than_three_blobs_travel_at_once() throws Exception {
    var amd = List.of(Platform.parse("linux/amd64"));
    stand.registry().seed(new SyntheticImage("app", "1", amd, 8, 1000, 0, 1));
    stand.registry().shape(new Shape(Duration.ofMillis(20), 0, 0));
    var request =
        HttpRequest.newBuilder(stand.registry().uri().resolve("/v2/app/manifests/1")).build();
    var manifest = stand.client().send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    var layers =
        Json.tree(manifest)
            .path("layers")
            .valueStream()
            .map(it -> it.path("digest").asText())
            .toList();
    // Not the configuration, which is got before all layers.
    hold(Fault.at(Place.REGISTRY, HOUR).onPath(".*/(" + String.join("|", layers) + ")"));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var _ = threads.submit(() -> stand.pull(stand.registry().host() + "/app:1"));
      Eventually.isTrue(
          "three blobs are sent",
          () -> stand.registry().counters().inFlightMaximum().getOrDefault("blob", 0) == 3);
      stand.registry().faults().clear();
    }

    assertThat(stand.registry().counters().inFlightMaximum()).containsEntry("blob", 3);
  }

  /// Until the registry's faults are switched off.
  private void hold(Fault fault) {
    stand.registry().faults().use(FaultPlan.of(fault));
  }

  @Test
  void takes_the_image_of_the_wanted_platform() throws Exception {
    var platforms = List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64/v8"));
    stand.registry().seed(new SyntheticImage("multi", "1", platforms, 1, 1000, 0, 1));
    var name = stand.registry().host() + "/multi:1";

    stand.pull(name + "&platform=linux/arm64");

    var image =
        Json.tree(
            stand
                .send("GET", "/images/%s/json".formatted(name), new byte[0])
                .body()
                .getBytes(StandardCharsets.UTF_8));
    assertThat(image.path("Architecture").asText()).isEqualTo("arm64");
    var missing = stand.pull(name + "&platform=linux/s390x");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("no matching manifest for linux/s390x");
  }

  @Test
  void what_is_not_there_is_refused_before_the_stream() throws Exception {
    var missing = stand.pull(stand.registry().host() + "/nobody:1");
    var refused = stand.pull("127.0.0.1:1/app:1");

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("/nobody:1 not found: manifest unknown");
    assertThat(refused.statusCode()).isEqualTo(500);
    assertThat(refused.body()).contains("connection refused");
  }

  @Test
  void passwords_and_tokens_open_the_registry() throws Exception {
    var image = stand.seed("app", 1);
    for (var scheme :
        List.of(
            new Authentication.Basic("ann", "secret"),
            new Authentication.Bearer("ann", "secret", Duration.ofMinutes(1)))) {
      stand.registry().authentication(scheme);

      var right = stand.pull(image, "X-Registry-Auth", Stand.registryAuth("ann", "secret"));
      var wrong = stand.pull(image, "X-Registry-Auth", Stand.registryAuth("ann", "wrong"));

      assertThat(right.body()).contains("Status: ");
      assertThat(wrong.statusCode()).isEqualTo(500);
      assertThat(wrong.body()).contains("unauthorized: authentication required");
      assertThat(stand.pull(image).statusCode()).isEqualTo(500);
    }
  }

  @Test
  void a_corrupt_layer_is_named_and_leaves_nothing() throws Exception {
    var image = stand.seed("app", 1);
    var layer = largestBlob();
    var bytes = Files.readAllBytes(layer);
    bytes[bytes.length / 2] ^= 1;
    Files.write(layer, bytes);

    var answer = stand.pull(image);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("errorDetail", "layer is corrupt: expected digest sha256:" + layer.getFileName());
    assertThat(stand.stored()).isEmpty();
  }

  @Test
  void a_truncated_layer_is_named_and_leaves_nothing() throws Exception {
    var image = stand.seed("app", 1);
    var layer = largestBlob();
    var bytes = Files.readAllBytes(layer);
    Files.write(layer, Arrays.copyOf(bytes, bytes.length / 2));

    var answer = stand.pull(image);

    assertThat(answer.body())
        .contains("errorDetail", "cut off after %d of".formatted(bytes.length / 2))
        .contains("expected digest sha256:" + layer.getFileName(), "saw sha256:");
    assertThat(stand.stored()).isEmpty();
  }

  @Test
  void a_client_that_goes_away_cancels_its_pull() throws Exception {
    stand
        .registry()
        .seed(
            new SyntheticImage(
                "big", "1", List.of(Platform.parse("linux/amd64")), 3, 3_000_000, 0, 1));
    stand.registry().shape(new Shape(Duration.ZERO, 300_000, 0));
    var path = "/images/create?fromImage=%s/big:1".formatted(stand.registry().host());
    var config = configFolderOf("big");
    try (var watcher = folder.getFileSystem().newWatchService()) {
      try (var lines =
          new BufferedReader(
              new InputStreamReader(stand.open("POST", path).body(), StandardCharsets.UTF_8))) {
        while (!lines.readLine().contains("\"current\"")) {
          // Until a layer is under way.
        }
        assertThat(config).isNotEmptyDirectory();
        config.register(watcher, StandardWatchEventKinds.ENTRY_DELETE);
      }
      // The client has gone; the configuration is what the daemon deletes last.
      assertThat(watcher.poll(60, TimeUnit.SECONDS)).as("deletion").isNotNull();
    }
    assertThat(stand.stored()).isEmpty();
  }

  @Test
  void images_survive_a_restart_and_unfinished_files_do_not() throws Exception {
    var image = stand.seed("app", 1);
    stand.pull(image);
    stand.daemon().close();
    var store = folder.resolve("daemon");
    Files.write(store.resolve("incoming/left.part"), new byte[] {1});

    try (var again = EmbeddedDaemon.start(0, store)) {
      var second = new Stand(folder, stand.registry(), again, stand.client());
      assertThat(second.send("GET", "/images/json", new byte[0]).body()).contains(image);
      assertThat(second.pull(image).body()).contains("up to date");
      assertThat(store.resolve("incoming")).isEmptyDirectory();
    }
  }

  @Test
  void a_taken_port_is_named_in_the_error() {
    int port = stand.daemon().uri().getPort();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> EmbeddedDaemon.start(port, folder.resolve("other")))
        .withMessageContaining(":" + port);
  }

  private Path largestBlob() throws IOException {
    return Stand.filesBelow(folder.resolve("registry/blobs")).stream()
        .max(Comparator.comparing(it -> it.toFile().length()))
        .orElseThrow();
  }

  /// Where the daemon is going to keep the configuration.
  private Path configFolderOf(String repository) throws IOException, InterruptedException {
    var client = stand.client();
    var request =
        HttpRequest.newBuilder(
                stand.registry().uri().resolve("/v2/%s/manifests/1".formatted(repository)))
            .build();
    var manifest = Json.tree(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    var hex = manifest.path("config").path("digest").asText().substring("sha256:".length());
    return folder.resolve("daemon/blobs/sha256").resolve(hex.substring(0, 2));
  }
}
