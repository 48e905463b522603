package dev.dyno.engine.embedded.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.embedded.RawHttp;
import dev.dyno.engine.embedded.latency.LatencyProfile;
import dev.dyno.engine.embedded.latency.Operation;
import dev.dyno.engine.embedded.latency.OperationLatency;
import dev.dyno.engine.embedded.latency.RegistryPace;
import dev.dyno.engine.embedded.latency.Spread;
import dev.dyno.engine.embedded.registry.RequestKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The daemon takes as long as a profile says. Times are checked from below only.
@Timeout(180)
class LatencyReplayTest {
  private static final Duration LONG = Duration.ofHours(1);

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
  void is_off_until_asked_for() {
    assertThat(stand.daemon().latency().profile()).isEqualTo(LatencyProfile.ZERO);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /_ping, ping",
    "GET, /v1.41/images/json, list-images",
    "POST, /containers/box/start, start",
    "PUT, /containers/box/archive?path=/, copy-in",
  })
  void an_operation_takes_its_time_whether_or_not_the_daemon_has_a_route(
      String method, String path, String operation) throws Exception {
    use(Operation.labelled(operation), fixed(Duration.ofMillis(70), 0, 0));
    long start = System.nanoTime();

    stand.send(method, path, new byte[0]);

    assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(70));
  }

  @Test
  void other_operations_take_no_time() throws Exception {
    use(Operation.START, fixed(LONG, 0, 0));

    assertThat(stand.send("GET", "/_ping", new byte[0]).body()).isEqualTo("OK");
  }

  @Test
  void who_waits_goes_on_when_the_profile_changes() throws Exception {
    use(Operation.PING, fixed(LONG, 1, 0));
    try (var client = daemon().ask("GET", "/_ping")) {
      Eventually.isTrue("the ping waits", () -> stand.daemon().inFlight() == 1);

      stand.daemon().latency().use(LatencyProfile.ZERO, 0);

      assertThat(client.head().status()).isEqualTo(200);
    }
  }

  @Test
  void six_at_once_need_three_rounds_on_two_cores_but_one_where_they_only_wait() throws Exception {
    use(Operation.PING, fixed(Duration.ofMillis(60), 1, 0));
    assertThat(sixPings()).isGreaterThanOrEqualTo(Duration.ofMillis(180));

    use(Operation.PING, fixed(Duration.ofMillis(60), 0, 0));
    assertThat(sixPings()).isGreaterThanOrEqualTo(Duration.ofMillis(60));
  }

  @Test
  void no_more_are_done_at_once_than_the_profile_says() throws Exception {
    use(Operation.PING, fixed(Duration.ofMillis(50), 0, 2));

    assertThat(sixPings()).isGreaterThanOrEqualTo(Duration.ofMillis(150));
  }

  @Test
  void a_cold_pull_takes_its_round_trips_its_bytes_its_inflation_and_its_own_time()
      throws Exception {
    var image = stand.seed("app", 1);
    var pace = new RegistryPace(10, 1e6, 3e6, 0);
    // Each term alone is below: 40 ms of round trips, 3 layers of 100 kB to inflate one after the
    // other, 50 ms to register; a layer is at least 50 kB on its way.
    var atLeast = Duration.ofMillis(40 + 50 + 100 + 50);
    use(pace, Map.of(Operation.PULL, fixed(Duration.ofMillis(50), 1, 0)));
    long start = System.nanoTime();

    assertThat(stand.pull(image).body()).contains("Status: Downloaded newer image");

    assertThat(since(start)).isGreaterThanOrEqualTo(atLeast);
  }

  @Test
  void a_pull_that_fetches_nothing_takes_no_more_than_its_round_trips() throws Exception {
    var image = stand.seed("app", 1);
    stand.pull(image);
    use(new RegistryPace(10, 0, 0, 0), Map.of(Operation.PULL, fixed(LONG, 1, 0)));
    long start = System.nanoTime();

    assertThat(stand.pull(image).body()).contains("Image is up to date");

    assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
  }

  @Test
  void a_client_that_leaves_ends_a_pull_that_waits_at_the_profiles_pace() throws Exception {
    var image = stand.seed("app", 1);
    use(new RegistryPace(0, 1, 0, 0), Map.of());
    try (var client = daemon().ask("POST", "/images/create?fromImage=" + image)) {
      assertThat(client.head().status()).isEqualTo(200);
      Eventually.isTrue(
          "blobs are asked for", () -> stand.registry().counters().of(RequestKind.BLOB_GET) >= 1);
    }

    Eventually.isTrue("the pull has ended", () -> stand.daemon().inFlight() == 0);
    Eventually.isTrue("nothing of it stays", () -> stand.stored().isEmpty());
  }

  @Test
  void a_push_takes_the_time_of_its_upload() throws Exception {
    var image = stand.seed("app", 1);
    stand.pull(image);
    var other = stand.registry().host() + "/other";
    stand.send("POST", "/images/%s/tag?repo=%s&tag=1".formatted(image, other), new byte[0]);
    stand.send("DELETE", "/images/" + image, new byte[0]);
    // Three layers of at least 50 kB on two cores: two rounds.
    use(new RegistryPace(0, 0, 0, 1e6), Map.of());
    long start = System.nanoTime();

    var answer = stand.send("POST", "/images/%s/push?tag=1".formatted(other), new byte[0]);

    assertThat(answer.body()).contains("Pushed", "digest: sha256:");
    assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
  }

  private Duration sixPings() throws Exception {
    var barrier = new CyclicBarrier(6);
    var pings = new ArrayList<Callable<String>>();
    for (int i = 0; i < 6; i++) {
      pings.add(
          () -> {
            barrier.await();
            return stand.send("GET", "/_ping", new byte[0]).body();
          });
    }
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var ping : threads.invokeAll(pings)) {
        assertThat(List.of(ping.get())).containsExactly("OK");
      }
    }
    return since(start);
  }

  private void use(Operation operation, OperationLatency latency) {
    use(RegistryPace.UNLIMITED, Map.of(operation, latency));
  }

  private void use(RegistryPace pace, Map<Operation, OperationLatency> operations) {
    stand.daemon().latency().use(new LatencyProfile("test", "made up", 2, pace, operations), 1);
  }

  private static OperationLatency fixed(Duration time, double cpuShare, int atOnce) {
    return new OperationLatency(Spread.fixed(time), cpuShare, atOnce);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private RawHttp daemon() throws IOException {
    return RawHttp.to(URI.create("http://" + stand.daemon().uri().getAuthority()));
  }
}
