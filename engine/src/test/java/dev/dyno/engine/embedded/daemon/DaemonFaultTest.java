package dev.dyno.engine.embedded.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.embedded.RawHttp;
import dev.dyno.engine.embedded.fault.Fault;
import dev.dyno.engine.embedded.fault.FaultPlan;
import dev.dyno.engine.embedded.fault.Often;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.fault.Strikes;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.latency.Spread;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Faults of the daemon before its answer, as a client sees them. After each: nothing is left, and
/// all is well without the fault. Times are checked from below only.
@Timeout(180)
class DaemonFaultTest {
  @TempDir Path folder;
  private Stand stand;
  private String image;

  @BeforeEach
  void start() throws IOException {
    stand = Stand.in(folder);
    image = stand.seed("app", 1);
  }

  @AfterEach
  void nothing_is_left_and_all_is_well_without_faults() throws Exception {
    stand.daemon().faults().clear();
    Eventually.isTrue("no request is being served", () -> stand.daemon().inFlight() == 0);
    Eventually.isTrue("no request at the registry", () -> stand.registry().inFlight() == 0);
    assertThat(folder.resolve("daemon/incoming")).isEmptyDirectory();
    assertThat(stand.pull(image).body()).contains("Status: ");
    stand.close();
  }

  @Test
  void an_operation_that_hangs_ends_with_its_client() throws Exception {
    use(at(new What.Hang()).on("pull"));
    try (var client = daemon().ask("POST", "/v1.41/images/create?fromImage=" + image)) {
      Eventually.isTrue("the pull hangs", () -> stand.daemon().inFlight() == 1);
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(client.patience(Duration.ofMillis(300))::head);
      assertThat(stand.send("GET", "/_ping", new byte[0]).body()).isEqualTo("OK");
      assertThat(stand.daemon().inFlight()).isEqualTo(1);
    }

    Eventually.isTrue("the pull has ended", () -> stand.daemon().inFlight() == 0);
    assertThat(stand.stored()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /containers/create?name=box, create",
    "POST, /v1.41/containers/box/start, start",
    "POST, /containers/box/stop?t=1, stop",
    "POST, /containers/box/kill, kill",
    "POST, /containers/box/wait, wait",
    "DELETE, /containers/box?force=1, remove",
    "GET, /containers/box/logs?stdout=1, logs",
    "POST, /exec/0123/start, exec",
    "PUT, /containers/box/archive?path=/, copy-in",
    "POST, /commit?container=box, commit",
    "DELETE, /images/box, remove-image",
    "GET, /_ping, ping",
  })
  void operations_fail_by_name_whether_or_not_the_daemon_has_a_route(
      String method, String path, String operation) throws Exception {
    use(at(new What.Status(503, Optional.empty())).on(operation));

    var answer = stand.send(method, path, new byte[0]);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("{\"message\":\"status 503 injected by a fault\"}");
    assertThat(stand.daemon().faults().strikes()).containsExactly(new Strikes("fault", 1, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorized: authentication required",
    "403, denied: requested access to the resource is denied",
    "404, not found",
    "429, 'toomanyrequests: retry-after: 3s'",
    "500, status 500 injected by a fault",
  })
  void a_refusal_is_told_as_docker_does(int status, String words) throws Exception {
    use(at(new What.Status(status, Optional.of(Duration.ofSeconds(3)))).on("pull"));

    var answer = stand.pull(image);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"message\":\"" + words);
    assertThat(answer.headers().firstValue("Retry-After")).contains("3");
  }

  @Test
  void a_stop_is_slow_for_one_container_only() throws Exception {
    use(at(slow(Duration.ofMillis(80))).on("stop").onImage("box"));
    long start = System.nanoTime();

    stand.send("POST", "/containers/box/stop?t=1", new byte[0]);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(80));
    stand.send("POST", "/containers/other/stop?t=1", new byte[0]);
    stand.send("POST", "/containers/box/start", new byte[0]);
    assertThat(stand.daemon().faults().strikes()).containsExactly(new Strikes("fault", 1, 1));
  }

  @Test
  void only_the_pull_of_the_image_that_matches_fails() throws Exception {
    var other = stand.seed("other", 2);
    use(at(new What.Status(500, Optional.empty())).on("pull").onImage(".*/app:1"));

    assertThat(stand.pull(image).statusCode()).isEqualTo(500);
    assertThat(stand.pull(other).body()).contains("Status: ");
    var split = image.substring(0, image.length() - 2) + "&tag=1";
    assertThat(stand.pull(split).statusCode()).as("tag as a parameter").isEqualTo(500);
  }

  @Test
  void connections_are_refused_and_then_taken_again_on_the_same_port() throws Exception {
    use(at(new What.Refused(Duration.ofMinutes(10))).on("pull").happening(new Often.First(1)));
    try (var client = daemon().ask("POST", "/images/create?fromImage=" + image)) {
      assertThatExceptionOfType(IOException.class).isThrownBy(client::head);
    }
    Eventually.isTrue("connections are refused", this::isRefused);

    stand.daemon().faults().clear();

    Eventually.isTrue("connections are taken again", () -> !isRefused());
    assertThat(stand.stored()).isEmpty();
  }

  @Test
  void another_process_switches_faults_and_latency_over_http() throws Exception {
    var plan =
        "{\"faults\":[{\"where\":\"daemon\",\"operations\":[\"version\"],"
            + "\"what\":{\"type\":\"status\",\"status\":500}}]}";
    assertThat(put("/_dyno/faults", plan)).isEqualTo(204);
    assertThat(stand.send("GET", "/version", new byte[0]).statusCode()).isEqualTo(500);
    assertThat(stand.send("GET", "/_dyno/faults", new byte[0]).body())
        .isEqualTo("{\"faults\":[{\"name\":\"fault 1\",\"met\":1,\"struck\":1}]}");
    assertThat(stand.send("DELETE", "/_dyno/faults", new byte[0]).statusCode()).isEqualTo(204);
    assertThat(stand.send("GET", "/version", new byte[0]).statusCode()).isEqualTo(200);
    assertThat(put("/_dyno/faults", plan.replace("version", "versoin"))).isEqualTo(400);

    var profile =
        "{\"schema\":\"dyno-latency/1\",\"name\":\"x\",\"source\":\"made up\",\"cores\":2,"
            + "\"operations\":{\"ping\":{\"medianMillis\":50}}}";
    assertThat(put("/_dyno/latency?seed=7", profile)).isEqualTo(204);
    assertThat(stand.daemon().latency().profile().name()).isEqualTo("x");
    assertThat(put("/_dyno/latency", profile.replace("ping", "pong"))).isEqualTo(400);
    assertThat(stand.send("DELETE", "/_dyno/latency", new byte[0]).statusCode()).isEqualTo(204);
    assertThat(stand.daemon().latency().profile().name()).isEqualTo("zero");
  }

  private int put(String path, String body) throws Exception {
    return stand.send("PUT", path, body.getBytes(StandardCharsets.UTF_8)).statusCode();
  }

  private void use(Fault fault) {
    stand.daemon().faults().use(FaultPlan.of(fault));
  }

  private static Fault at(What what) {
    return Fault.at(Place.DAEMON, what).named("fault");
  }

  private static What slow(Duration time) {
    return new What.Latency(Spread.fixed(time), 0);
  }

  private RawHttp daemon() throws IOException {
    return RawHttp.to(URI.create("http://" + stand.daemon().uri().getAuthority()));
  }

  private boolean isRefused() throws IOException {
    try (var _ = daemon()) {
      return false;
    } catch (ConnectException _) {
      return true;
    }
  }
}
