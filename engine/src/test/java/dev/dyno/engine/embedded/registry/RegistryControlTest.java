package dev.dyno.engine.embedded.registry;

import static dev.dyno.engine.embedded.registry.RegistryCaller.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.embedded.fault.Fault;
import dev.dyno.engine.embedded.fault.FaultPlan;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.embedded.latency.Spread;
import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Shaping and counting, from inside and over HTTP. Times are checked from below only.
class RegistryControlTest {
  private static final String MANIFEST = "/v2/team/app/manifests/1";

  @TempDir Path store;
  private EmbeddedRegistry registry;
  private RegistryCaller caller;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start(0, store);
    registry.seed(RegistryContractTest.image("team/app", "1"));
    caller = RegistryCaller.of(registry);
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    registry.close();
  }

  @Test
  void counts_by_kind_by_status_and_by_byte() throws Exception {
    caller.get("/v2/");
    var manifest = caller.get(MANIFEST).body();
    caller.send("HEAD", MANIFEST, "");
    caller.get("/v2/team/app/manifests/none");

    var counters = registry.counters();
    assertThat(counters.of(RequestKind.PING)).isEqualTo(1);
    assertThat(counters.of(RequestKind.MANIFEST_GET)).isEqualTo(2);
    assertThat(counters.of(RequestKind.MANIFEST_HEAD)).isEqualTo(1);
    assertThat(counters.of(RequestKind.BLOB_GET)).isZero();
    assertThat(counters.statuses()).containsEntry(200, 3L).containsEntry(404, 1L);
    assertThat(counters.bytesSent()).isGreaterThan(manifest.length);
    assertThat(counters.inFlightMaximum()).containsEntry("manifest", 1);

    registry.resetCounters();
    assertThat(registry.counters().of(RequestKind.PING)).isZero();
  }

  @Test
  void knows_how_many_requests_were_served_at_once() throws Exception {
    var hour = new What.Latency(Spread.fixed(Duration.ofHours(1)), 0);
    registry.faults().use(FaultPlan.of(Fault.at(Place.REGISTRY, hour)));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        var method = i % 2 == 0 ? "GET" : "HEAD";
        var _ = threads.submit(() -> caller.send(method, MANIFEST, "").statusCode());
      }
      Eventually.isTrue("four are being served", () -> registry.inFlight() == 4);
      registry.faults().clear();
    }

    assertThat(registry.counters().inFlightMaximum()).containsEntry("manifest", 4);
  }

  @Test
  void latency_comes_before_each_answer() throws Exception {
    registry.shape(new Shape(Duration.ofMillis(30), 0, 0));
    long start = System.nanoTime();

    for (int i = 0; i < 4; i++) {
      caller.get("/v2/");
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(120));
  }

  @Test
  void bandwidth_limits_each_connection() throws Exception {
    var blob = largeBlob();
    registry.shape(new Shape(Duration.ZERO, 1_000_000, 0));
    long start = System.nanoTime();

    int bytes = caller.get(blob).body().length;

    assertThat(bytes).isGreaterThan(300_000);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(290));
  }

  @Test
  void shared_bandwidth_limits_all_connections_together() throws Exception {
    var blob = largeBlob();
    registry.shape(new Shape(Duration.ZERO, 0, 2_000_000));
    long start = System.nanoTime();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> caller.get(blob).body().length);
      var second = threads.submit(() -> caller.get(blob).body().length);
      assertThat(first.get() + second.get()).isGreaterThan(600_000);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(290));
  }

  @Test
  void another_process_controls_it_over_http() throws Exception {
    var seeded =
        caller.send(
            "POST",
            "/_dyno/images",
            """
            {"repository":"bench/x","tag":"1","platforms":["linux/amd64"],"layers":1,
             "layerBytes":1000,"compressible":0.5,"seed":3}""");
    assertThat(text(seeded)).contains("\"digest\":\"sha256:");
    assertThat(caller.send("PUT", "/_dyno/shape", "{\"latencyMillis\":1}").statusCode())
        .isEqualTo(204);
    caller.get("/v2/bench/x/manifests/1");

    var counters = Json.tree(caller.get("/_dyno/counters").body());
    assertThat(counters.path("requests").path("manifest-get").asInt()).isEqualTo(1);
    assertThat(counters.path("requests").path("ping").asInt()).isZero();
    assertThat(counters.path("statuses").path("200").asInt()).isEqualTo(1);
    assertThat(counters.path("inFlightMaximum").path("manifest").asInt()).isEqualTo(1);
    assertThat(caller.send("DELETE", "/_dyno/counters", "").statusCode()).isEqualTo(204);
    assertThat(registry.counters().of(RequestKind.MANIFEST_GET)).isZero();

    var basic = "{\"scheme\":\"basic\",\"user\":\"u\",\"password\":\"p\"}";
    assertThat(caller.send("PUT", "/_dyno/auth", basic).statusCode()).isEqualTo(204);
    assertThat(caller.get("/v2/").statusCode()).isEqualTo(401);
  }

  @Test
  void a_mistyped_field_is_refused_by_name() throws Exception {
    var typo = caller.send("PUT", "/_dyno/shape", "{\"latencyMilis\":1}");

    assertThat(typo.statusCode()).isEqualTo(400);
    assertThat(text(typo)).contains("latencyMilis").contains("latencyMillis");
    assertThat(caller.send("PUT", "/_dyno/auth", "{\"scheme\":\"magic\"}").statusCode())
        .isEqualTo(400);
    assertThat(caller.send("PUT", "/_dyno/shape", "[]").statusCode()).isEqualTo(400);
  }

  private String largeBlob() throws IOException, InterruptedException {
    var content = new byte[300_001];
    var digest = Digest.sha256(content);
    caller.send("POST", "/v2/large/blobs/uploads/?digest=" + digest, content);
    return "/v2/large/blobs/" + digest;
  }
}
