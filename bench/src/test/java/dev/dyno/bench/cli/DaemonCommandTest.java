package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.bench.trial.Stand;
import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.runtime.BuildSpec;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.ContainerSpec;
import dev.dyno.engine.toggle.Toggles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class DaemonCommandTest {
  private static final String FAULTS =
      """
      faults:
        - name: registry is down
          where: registry
          operations: [ping]
          often: {first: 1}
          what: {type: status, status: 503}
        - name: no stop
          where: daemon
          operations: [stop]
          what: {type: status, status: 500}
      """;

  @TempDir Path folder;

  @Test
  void the_servers_go_wrong_and_take_their_time_as_the_files_say() throws Exception {
    var faults = Files.writeString(folder.resolve("faults.yaml"), FAULTS);
    var command =
        OwnProgram.command(
            "daemon",
            "--json",
            "--life-line",
            "--faults",
            faults.toString(),
            "--latency",
            "../profiles/latency/dockerd.json");

    try (var stand = Stand.start(command, folder.resolve("log"))) {
      var daemon = URI.create("http://" + stand.daemon().getAuthority());
      var registry = URI.create("http://" + stand.registry());

      assertThat(send("GET", registry.resolve("/v2/")).statusCode()).isEqualTo(503);
      assertThat(send("GET", registry.resolve("/v2/")).statusCode()).isEqualTo(200);
      assertThat(send("POST", daemon.resolve("/containers/x/stop")).statusCode()).isEqualTo(500);

      var seen = json(registry.resolve("/_dyno/faults")).path("faults");
      assertThat(seen).hasSize(1);
      assertThat(seen.path(0).path("name").asText()).isEqualTo("registry is down");
      assertThat(seen.path(0).path("struck").asInt()).isEqualTo(1);
      assertThat(json(daemon.resolve("/_dyno/faults")).path("faults").path(0).path("name").asText())
          .isEqualTo("no stop");
      assertThat(json(daemon.resolve("/_dyno/latency")).path("name").asText()).isEqualTo("dockerd");
    }
  }

  @Test
  void metrics_tell_requests_bytes_and_running_containers_of_both_servers() throws Exception {
    var command = OwnProgram.command("daemon", "--json", "--life-line", "--metrics", "0");
    var process = new ProcessBuilder(command).redirectError(folder.resolve("log").toFile()).start();
    try (var out = process.inputReader()) {
      var said = new ObjectMapper().readTree(out.readLine());
      var metrics = URI.create(said.path("metrics").asText());
      var daemon = URI.create(said.path("daemon").asText().replace("tcp:", "http:"));
      var registry = URI.create("http://" + said.path("registry").asText());

      assertThat(samples(metrics))
          .contains(
              "dyno_server_requests_total{kind=\"ping\",server=\"daemon\"} 0.0",
              "dyno_server_sent_bytes_total{server=\"daemon\"} 0.0",
              "dyno_containers_running 0.0");
      long sent = send("GET", daemon.resolve("/version")).body().length();
      sent += send("GET", daemon.resolve("/_ping")).body().length();
      long registrySent = send("GET", registry.resolve("/v2/_catalog")).body().length();
      try (var runtime = ContainerRuntime.at(URI.create(said.path("daemon").asText()))) {
        runsOne(runtime, metrics);
      }

      assertThat(samples(metrics))
          .contains(
              "dyno_server_requests_total{kind=\"ping\",server=\"daemon\"} 1.0",
              "dyno_server_requests_total{kind=\"info\",server=\"daemon\"} 1.0",
              "dyno_server_requests_total{kind=\"start\",server=\"daemon\"} 1.0",
              "dyno_server_requests_total{kind=\"tags\",server=\"registry\"} 1.0",
              "dyno_server_sent_bytes_total{server=\"registry\"} %s"
                  .formatted((double) registrySent),
              "dyno_server_requests_in_flight{server=\"daemon\"} 0.0",
              "dyno_containers_running 0.0");
      assertThat(value(samples(metrics), "dyno_server_sent_bytes_total{server=\"daemon\"}"))
          .isGreaterThan((double) sent);
      assertThat(value(samples(metrics), "dyno_server_received_bytes_total{server=\"daemon\"}"))
          .isPositive();
      assertThat(send("GET", metrics.resolve("/")).statusCode()).isEqualTo(404);
    } finally {
      process.outputWriter().close(); // the life line
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(process.exitValue()).isZero();
  }

  /// Builds an image, and runs and removes a container of it.
  private void runsOne(ContainerRuntime runtime, URI metrics) throws Exception {
    var context = Files.createDirectory(folder.resolve("context"));
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCMD [\"sleep\", \"600\"]\n");
    var none = Toggles.none();
    var image = ImageReference.parse("sleeper:1");
    var soon = Deadline.after(Duration.ofSeconds(60));
    try (var tar = BuildContext.chosenBy(none, Buffers.chosenBy(none)).open(context)) {
      runtime.build(BuildSpec.of(image), tar, soon);
    }
    var id = runtime.create(ContainerSpec.of(image).build(), soon);
    runtime.start(id, soon);
    assertThat(samples(metrics)).contains("dyno_containers_running 1.0");
    runtime.remove(id, soon);
  }

  private static List<String> samples(URI metrics) throws Exception {
    return send("GET", metrics).body().lines().toList();
  }

  private static double value(List<String> samples, String series) {
    return samples.stream()
        .filter(it -> it.startsWith(series + " "))
        .map(it -> Double.parseDouble(it.substring(series.length())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_port_for_metrics_that_is_taken_or_none_is_a_usage_error() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(refusal("daemon", "--metrics", "" + taken.getLocalPort()))
          .contains(
              "port %d for metrics: ".formatted(taken.getLocalPort()), "name a free one, or 0");
    }
    assertThat(refusal("daemon", "--metrics", "70000"))
        .contains("port 70000 for metrics: needs 1 to 65535, or 0 for any free one");
  }

  private static String refusal(String... arguments) {
    var err = new ByteArrayOutputStream();
    var streams =
        new Streams(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    assertThat(Main.run(streams, arguments)).isEqualTo(2);
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--faults  | absent                                           | --faults: there is no file",
        "--latency | absent                                           | --latency: there is no file",
        "--faults  | 'faults: [{where: daemon, what: {type: hagn}}]'  | type 'hagn' is unknown; known are latency,",
        "--faults  | 'faults: [{where: daemon, operations: [stpo], what: {type: hang}}]' | the daemon has no operation stpo; it has ping,",
        "--latency | '{\"schema\": \"dyno-latency/1\"}'               | field 'name' must be a text, not nothing",
        "--latency | '{'                                              | malformed JSON",
      })
  void a_wrong_file_is_a_usage_error_that_says_what(String option, String content, String said)
      throws IOException {
    var file = folder.resolve("file");
    if (!content.equals("absent")) {
      Files.writeString(file, content);
    }
    assertThat(refusal("daemon", option, file.toString())).contains(said);
  }

  private static JsonNode json(URI address) throws Exception {
    return new ObjectMapper().readTree(send("GET", address).body());
  }

  private static HttpResponse<String> send(String method, URI address) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(address)
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
