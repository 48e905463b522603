package dev.dyno.engine.metrics;

import static dev.dyno.engine.toggle.Optimization.AUTH_CACHE;
import static dev.dyno.engine.toggle.Optimization.BUFFERS;
import static dev.dyno.engine.toggle.Optimization.PARALLEL_PULLS;
import static dev.dyno.engine.toggle.Optimization.STREAMING_TAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.engine.Engine;
import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.embedded.daemon.DaemonRequest;
import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.embedded.registry.SyntheticImage;
import dev.dyno.engine.image.EnsureException;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.registry.RegistryAccounts.Account;
import dev.dyno.engine.registry.Secret;
import dev.dyno.engine.runtime.ContainerSpec;
import dev.dyno.engine.runtime.Endpoint;
import dev.dyno.engine.runtime.FakeDaemon;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An engine at work on the embedded daemon, as `/metrics` and a JFR recording tell it.
@Timeout(240)
class EngineMetricsTest {
  private static final Platform PLATFORM = Platform.parse("linux/amd64");
  private static final String PASSWORD = "battery-staple-9";
  private static final byte[] CONTENT = new byte[70_000];
  @TempDir Path folder;
  private EmbeddedRegistry registry;
  private EmbeddedDaemon daemon;
  private Prometheus prometheus;
  private MetricsServer server;

  @BeforeEach
  void start() throws Exception {
    registry = EmbeddedRegistry.start(0, folder.resolve("registry"));
    daemon = EmbeddedDaemon.start(0, folder.resolve("daemon"));
    prometheus = new Prometheus();
    server = MetricsServer.start(0, prometheus);
    for (int i = 0; i < 2; i++) {
      registry.seed(new SyntheticImage("image" + i, "1", List.of(PLATFORM), 1, 20_000, 0.5, i));
    }
    Files.createDirectories(context().resolve("sub"));
    Files.writeString(context().resolve("Dockerfile"), "FROM scratch\nLABEL made.by=dyno\n");
    Files.write(context().resolve("sub/content"), CONTENT);
    Files.createSymbolicLink(context().resolve("link"), Path.of("sub/content"));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    prometheus.close();
    daemon.close();
    registry.close();
  }

  @EveryToggle({PARALLEL_PULLS, STREAMING_TAR, AUTH_CACHE, BUFFERS})
  void counts_and_bytes_are_those_of_the_daemon(Toggles toggles) throws Exception {
    try (var engine = engine(toggles, prometheus.metrics())) {
      pullTwoOfThree(engine);
      build(engine);
      copyInAndOut(engine);

      var seen = Scrape.of(server.uri());
      pullsAreCounted(seen, toggles);
      bytesAreCounted(seen);
      assertThat(operations(seen, "build", "ok")).isEqualTo(1);
      assertThat(operations(seen, "copy_in", "ok")).isEqualTo(1);
      assertThat(operations(seen, "copy_out", "ok")).isEqualTo(1);
      assertThat(operations(seen, "create", "ok"))
          .isEqualTo((double) daemon.counters().of(DaemonRequest.CREATE));
      assertThat(seen.value("dyno_pulls_in_flight")).isZero();
      assertThat(seen.value("dyno_buffers_lent", "pool", "context")).isZero();
    }
    var after = Scrape.of(server.uri());
    assertThat(after.has("dyno_pulls_in_flight")).isFalse();
    assertThat(after.has("dyno_circuits")).isFalse();
    assertThat(after.has("dyno_buffers_lent")).isFalse();
    assertThat(operations(after, "build", "ok")).as("counts stay").isEqualTo(1);
  }

  private void pullsAreCounted(Scrape seen, Toggles toggles) {
    assertThat(seen.value("dyno_pulls_total", "outcome", "ok")).isEqualTo(2);
    assertThat(seen.value("dyno_pulls_total", "outcome", "not_found")).isEqualTo(1);
    assertThat(seen.value("dyno_pull_attempts_total")).isEqualTo(3);
    assertThat(operations(seen, "pull", "ok")).isEqualTo(2);
    assertThat(operations(seen, "pull", "not_found")).isEqualTo(1);
    assertThat(lookups(seen, "failed")).isZero();
    if (toggles.has(AUTH_CACHE)) {
      assertThat(lookups(seen, "worked_out")).isEqualTo(1);
      assertThat(lookups(seen, "cached") + lookups(seen, "joined")).isEqualTo(2);
    } else {
      assertThat(lookups(seen, "worked_out")).isEqualTo(3);
      assertThat(lookups(seen, "cached") + lookups(seen, "joined")).isZero();
    }
  }

  private void bytesAreCounted(Scrape seen) throws Exception {
    long dockerfile = Files.size(context().resolve("Dockerfile"));
    assertThat(seen.value("dyno_context_entries_total")).isEqualTo(3);
    assertThat(seen.value("dyno_context_bytes_total"))
        .isEqualTo((double) CONTENT.length + dockerfile);
    assertThat(seen.value("dyno_transferred_bytes_total", "operation", "copy_out"))
        .isEqualTo(CONTENT.length);
    assertThat(seen.value("dyno_pulled_bytes_total"))
        .isEqualTo((double) (layerBytes("image0") + layerBytes("image1")));
    double sent = seen.value("dyno_transferred_bytes_total", "operation", "build");
    assertThat(sent).isEqualTo((double) archiveBytes());
    assertThat(seen.value("dyno_transferred_bytes_total", "operation", "copy_in"))
        .isGreaterThan(CONTENT.length);
  }

  /// Of all layers of an image in the registry, compressed, by its own word.
  private long layerBytes(String image) throws Exception {
    var json = new ObjectMapper();
    var root = registry.uri().resolve("/v2/%s/manifests/".formatted(image));
    var manifest = json.readTree(get(root.resolve("1")));
    if (manifest.has("manifests")) {
      manifest = json.readTree(get(URI.create(root + manifest.at("/manifests/0/digest").asText())));
    }
    long bytes = 0;
    for (var layer : manifest.path("layers")) {
      bytes += layer.path("size").asLong();
    }
    assertThat(bytes).isPositive();
    return bytes;
  }

  private static String get(URI address) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }
  }

  /// Whole blocks of 512 bytes: a header each, the content, and the padding to 10 KiB.
  private long archiveBytes() throws Exception {
    var none = Toggles.none();
    try (var tar = BuildContext.chosenBy(none, Buffers.chosenBy(none)).open(context())) {
      return tar.readAllBytes().length;
    }
  }

  @Test
  void a_pull_that_is_tried_again_counts_once_with_all_its_attempts() throws Exception {
    var answers =
        new ConcurrentLinkedQueue<>(
            List.of(
                "{\"error\":\"unexpected EOF\",\"errorDetail\":{\"message\":\"unexpected EOF\"}}\n",
                "{\"error\":\"unexpected EOF\",\"errorDetail\":{\"message\":\"unexpected EOF\"}}\n",
                "{\"status\":\"Status: Downloaded newer image\"}\n"));
    try (var flaky =
            FakeDaemon.tcp(
                (request, wire) -> {
                  if (request.contains("/images/create")) {
                    wire.chunked("application/json").chunk(String.valueOf(answers.poll()));
                    wire.end();
                  } else {
                    wire.plain("200 OK", "application/json", "[]");
                  }
                });
        var engine = engine(flaky.endpoint(), Toggles.none(), prometheus.metrics())) {
      engine.ensureImages(List.of(image("image0")), PLATFORM, soon());
    }
    var seen = Scrape.of(server.uri());
    assertThat(seen.value("dyno_pulls_total", "outcome", "ok")).isEqualTo(1);
    assertThat(seen.value("dyno_pull_attempts_total")).isEqualTo(3);
    assertThat(operations(seen, "pull", "unavailable")).isEqualTo(2);
    assertThat(operations(seen, "pull", "ok")).isEqualTo(1);
  }

  @Test
  void bytes_of_layers_are_counted_also_of_a_pull_that_breaks_off() throws Exception {
    var words =
        """
        {"status":"Already exists","progressDetail":{},"id":"a"}
        {"status":"Downloading","progressDetail":{"current":10,"total":100},"id":"b"}
        {"status":"Downloading","progressDetail":{"current":100,"total":100},"id":"b"}
        {"status":"Extracting","progressDetail":{"current":50,"total":100},"id":"b"}
        {"status":"Downloading","progressDetail":{"current":7,"total":100},"id":"c"}
        {"error":"manifest unknown","errorDetail":{"message":"manifest unknown"}}
        """;
    try (var breaking =
            FakeDaemon.tcp(
                (request, wire) -> {
                  if (request.contains("/images/create")) {
                    wire.chunked("application/json").chunk(words);
                    wire.end();
                  } else {
                    wire.plain("200 OK", "application/json", "[]");
                  }
                });
        var engine = engine(breaking.endpoint(), Toggles.none(), prometheus.metrics())) {
      assertThatExceptionOfType(EnsureException.class)
          .isThrownBy(() -> engine.ensureImages(List.of(image("image0")), PLATFORM, soon()));
    }
    assertThat(Scrape.of(server.uri()).value("dyno_pulled_bytes_total")).isEqualTo(107);
  }

  @Test
  void two_engines_share_their_counts() throws Exception {
    try (var one = engine(Toggles.none(), prometheus.metrics());
        var two = engine(Toggles.none(), prometheus.metrics())) {
      one.runtime().ping(soon());
      two.runtime().ping(soon());
      var seen = Scrape.of(server.uri());
      assertThat(operations(seen, "ping", "ok")).isEqualTo(2);
      assertThat(seen.value("dyno_circuits", "of", "daemon", "state", "closed")).isEqualTo(2);
    }
  }

  @Test
  void a_recording_tells_each_happening_with_its_units_and_no_secret() throws Exception {
    var file = folder.resolve("events.jfr");
    try (var recording = new Recording();
        var engine = engine(Toggles.parse("auth-cache"), Metrics.none())) {
      recording.enable("dyno.Operation");
      recording.enable("dyno.Pull");
      recording.enable("dyno.AuthLookup").withoutThreshold();
      recording.enable("dyno.TarEntry").withoutThreshold();
      recording.start();
      pullTwoOfThree(engine);
      build(engine);
      recording.stop();
      recording.dump(file);
    }
    var events = RecordingFile.readAllEvents(file);

    assertThat(named(events, "dyno.Pull"))
        .extracting(event -> event.getString("image"), event -> event.getString("outcome"))
        .containsExactlyInAnyOrder(
            tuple(image("image0").toString(), "ok"),
            tuple(image("absent").toString(), "not_found"),
            tuple(image("image1").toString(), "ok"));
    assertThat(named(events, "dyno.Pull")).allMatch(event -> event.getInt("attempts") == 1);
    assertThat(named(events, "dyno.AuthLookup"))
        .extracting(event -> event.getString("result"))
        .containsExactlyInAnyOrder("worked_out", "cached", "cached");
    assertThat(named(events, "dyno.TarEntry"))
        .extracting(event -> event.getLong("bytes"))
        .containsExactlyInAnyOrder(
            Files.size(context().resolve("Dockerfile")), 0L, (long) CONTENT.length);
    assertThat(named(events, "dyno.Operation"))
        .filteredOn(event -> event.getString("operation").equals("pull"))
        .extracting(event -> event.getString("what"))
        .containsExactlyInAnyOrder(
            "pull of " + image("image0"),
            "pull of " + image("absent"),
            "pull of " + image("image1"));
    assertThat(named(events, "dyno.Operation"))
        .allMatch(event -> event.getDuration().isPositive() && event.getStackTrace() == null);
    assertThat(named(events, "dyno.TarEntry").getFirst().getEventType().getField("bytes"))
        .extracting(ValueDescriptor::getContentType)
        .isEqualTo("jdk.jfr.DataAmount");
    assertThat(events.toString()).doesNotContain(PASSWORD);
  }

  private void pullTwoOfThree(Engine engine) {
    var wanted = List.of(image("image0"), image("absent"), image("image1"));
    assertThatExceptionOfType(EnsureException.class)
        .isThrownBy(() -> engine.ensureImages(wanted, PLATFORM, soon()))
        .matches(failed -> failed.failures().size() == 1);
  }

  private void build(Engine engine) throws Exception {
    engine.build(context(), ImageReference.parse("dyno/metrics:1"), soon());
  }

  private void copyInAndOut(Engine engine) throws Exception {
    var container = engine.runtime().create(ContainerSpec.of(image("image0")).build(), soon());
    engine.runtime().copyContent(container, CONTENT, "/in/content", 0644, soon());
    engine.runtime().copyOut(container, "/in/content", folder.resolve("out"), soon());
    assertThat(folder.resolve("out")).hasBinaryContent(CONTENT);
    engine.runtime().remove(container, soon());
  }

  private Engine engine(Toggles toggles, Metrics metrics) {
    return engine(Endpoint.parse(daemon.uri().toString()), toggles, metrics);
  }

  private Engine engine(Endpoint endpoint, Toggles toggles, Metrics metrics) {
    var account = new Account(new Secret.Literal("ann"), new Secret.Literal(PASSWORD));
    return Engine.of(
        endpoint,
        toggles,
        new RegistryAccounts(
            Map.of(registry.host(), account),
            new DockerConfig(folder.resolve("absent"), Optional.empty()),
            Map.of()),
        metrics);
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    var found = new ArrayList<>(events);
    found.removeIf(event -> !event.getEventType().getName().equals(name));
    assertThat(found).as(name).isNotEmpty();
    return found;
  }

  private static double operations(Scrape seen, String operation, String outcome) {
    return seen.value("dyno_operation_seconds_count", "operation", operation, "outcome", outcome);
  }

  private static double lookups(Scrape seen, String result) {
    return seen.value("dyno_auth_lookups_total", "result", result);
  }

  private Path context() {
    return folder.resolve("context");
  }

  private ImageReference image(String name) {
    return ImageReference.parse(registry.host() + "/" + name + ":1");
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }
}
