package dev.dyno.engine.image;

import static dev.dyno.engine.image.FaultyStand.PLATFORM;
import static dev.dyno.engine.image.FaultyStand.at;
import static dev.dyno.engine.image.FaultyStand.soon;
import static dev.dyno.engine.image.FaultyStand.status;
import static dev.dyno.engine.toggle.Optimization.PARALLEL_PULLS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.embedded.daemon.DaemonRequest;
import dev.dyno.engine.embedded.fault.Fault;
import dev.dyno.engine.embedded.fault.Often;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.latency.Spread;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.RuntimeFailure;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which kind of failure each fault is to the engine, and whether it asks again, on both sides of
/// `parallel-pulls`: another attempt only where it can help, and nothing half there.
@Timeout(240)
class EnsureRetryTest {
  private static final int ATTEMPTS = 4;

  @TempDir Path folder;
  private FaultyStand stand;

  @BeforeEach
  void start() throws Exception {
    stand = FaultyStand.in(folder);
  }

  @AfterEach
  void nothing_is_left() throws Exception {
    stand.end();
  }

  @EveryToggle(PARALLEL_PULLS)
  void refused_401_403_404_are_never_tried_again(Toggles toggles) throws Exception {
    var image = stand.seed("app", 1);
    for (var refusal :
        Map.of(
                401, RuntimeFailure.Refused.class,
                403, RuntimeFailure.Refused.class,
                404, RuntimeFailure.NotFound.class)
            .entrySet()) {
      for (var operation : List.of("manifest-head", "manifest-get")) {
        stand.daemon().resetCounters();
        stand.breakRegistry(status(refusal.getKey()).on(operation));

        assertThat(stand.failureOf(toggles, image)).isInstanceOf(refusal.getValue());

        assertThat(stand.daemon().counters().of(DaemonRequest.PULL)).isEqualTo(1);
        stand.nothingIsThere();
      }
    }
  }

  @EveryToggle(PARALLEL_PULLS)
  void a_daemon_that_refuses_is_not_asked_again(Toggles toggles) throws Exception {
    var image = stand.seed("app", 1);
    for (var refusal :
        Map.of(
                401, RuntimeFailure.Refused.class,
                403, RuntimeFailure.Refused.class,
                404, RuntimeFailure.NotFound.class)
            .entrySet()) {
      stand.daemon().resetCounters();
      stand.breakDaemon(status(Place.DAEMON, refusal.getKey()).on("pull"));

      assertThat(stand.failureOf(toggles, image)).isInstanceOf(refusal.getValue());

      assertThat(stand.daemon().counters().of(DaemonRequest.PULL)).isEqualTo(1);
    }
  }

  @EveryToggle(PARALLEL_PULLS)
  void too_many_requests_and_server_errors_are_tried_again(Toggles toggles) throws Exception {
    for (int status : List.of(429, 500, 502, 503, 504)) {
      var image = stand.seed("app" + status, status);
      stand.daemon().resetCounters();
      stand.breakRegistry(status(status).on("manifest-get").happening(new Often.First(2)));

      // A runtime for each, since so many failures in a row open a runtime's circuit.
      try (var fresh = ContainerRuntime.at(stand.daemon().uri())) {
        new FaultyStand(stand.folder(), stand.registry(), stand.daemon(), fresh)
            .ensure(toggles)
            .ensure(List.of(image), PLATFORM, soon());
      }

      assertThat(stand.daemon().counters().of(DaemonRequest.PULL))
          .as("status %d", status)
          .isEqualTo(3);
      assertThat(stand.runtime().imageNames(soon())).contains(image.familiar());
    }
  }

  @EveryToggle(PARALLEL_PULLS)
  void a_busy_daemon_is_asked_again(Toggles toggles) throws Exception {
    for (int status : List.of(429, 503)) {
      var image = stand.seed("app" + status, status);
      stand.daemon().resetCounters();
      stand.breakDaemon(status(Place.DAEMON, status).on("pull").happening(new Often.First(2)));

      // A runtime for each, since so many failures in a row open a runtime's circuit.
      try (var fresh = ContainerRuntime.at(stand.daemon().uri())) {
        new FaultyStand(stand.folder(), stand.registry(), stand.daemon(), fresh)
            .ensure(toggles)
            .ensure(List.of(image), PLATFORM, soon());
      }

      assertThat(stand.daemon().counters().of(DaemonRequest.PULL))
          .as("status %d", status)
          .isEqualTo(3);
    }
  }

  @EveryToggle(PARALLEL_PULLS)
  void what_never_gets_better_is_given_up_after_four_attempts(Toggles toggles) throws Exception {
    var image = stand.seed("app", 1);
    stand.breakRegistry(status(503).on("blob-get"));

    assertThat(stand.failureOf(toggles, image)).isInstanceOf(RuntimeFailure.Unavailable.class);

    assertThat(stand.daemon().counters().of(DaemonRequest.PULL)).isEqualTo(ATTEMPTS);
    stand.nothingIsThere();
  }

  @EveryToggle(PARALLEL_PULLS)
  void a_reset_before_an_answer_is_tried_again(Toggles toggles) throws Exception {
    var image = stand.seed("app", 1);
    // The daemon's own client tries a request once more before it gives up.
    stand.breakRegistry(at(new What.Reset()).on("manifest-get").happening(new Often.First(3)));

    stand.ensure(toggles).ensure(List.of(image), PLATFORM, soon());

    assertThat(stand.daemon().counters().of(DaemonRequest.PULL)).isBetween(2L, 3L);
    assertThat(stand.registry().faults().strikes("fault").struck()).isEqualTo(3);
  }

  @EveryToggle(PARALLEL_PULLS)
  void a_layer_that_is_cut_off_is_tried_again_and_then_whole(Toggles toggles) throws Exception {
    Map<String, What> cuts =
        Map.of("truncated", new What.Truncated(10_000), "reset", new What.ResetInBody(10_000));
    for (var cut : cuts.entrySet()) {
      var name = cut.getKey();
      var image = stand.seed(name, name.length());
      stand.daemon().resetCounters();
      stand.breakRegistry(at(cut.getValue()).on("blob-get").happening(new Often.First(1)));

      stand.ensure(toggles).ensure(List.of(image), PLATFORM, soon());

      assertThat(stand.daemon().counters().of(DaemonRequest.PULL)).as(name).isEqualTo(2);
      assertThat(stand.runtime().platform(image, soon())).isEqualTo(PLATFORM);
    }
  }

  @EveryToggle(PARALLEL_PULLS)
  void a_registry_that_is_away_for_a_moment_is_tried_again(Toggles toggles) throws Exception {
    var image = stand.seed("app", 1);
    stand.breakRegistry(
        at(new What.Refused(Duration.ofMillis(100)))
            .on("manifest-get")
            .happening(new Often.First(1)));

    stand.ensure(toggles).ensure(List.of(image), PLATFORM, soon());

    assertThat(stand.daemon().counters().of(DaemonRequest.PULL)).isBetween(2L, 4L);
    assertThat(stand.runtime().imageNames(soon())).contains(image.familiar());
  }

  @EveryToggle(PARALLEL_PULLS)
  void a_daemon_that_is_away_for_a_moment_is_tried_again(Toggles toggles) throws Exception {
    var image = stand.seed("app", 1);
    stand.breakDaemon(
        Fault.at(Place.DAEMON, new What.Refused(Duration.ofMillis(100)))
            .on("pull")
            .happening(new Often.First(1)));

    stand.ensure(toggles).ensure(List.of(image), PLATFORM, soon());

    assertThat(stand.runtime().imageNames(soon())).contains(image.familiar());
  }

  @EveryToggle(PARALLEL_PULLS)
  void a_wrong_digest_is_a_failure_and_is_not_tried_again(Toggles toggles) throws Exception {
    var image = stand.seed("app", 1);
    stand.breakRegistry(
        at(new What.WrongDigest(10_000)).on("blob-get").happening(new Often.First(1)));

    assertThat(stand.failureOf(toggles, image))
        .isInstanceOf(RuntimeFailure.Failed.class)
        .hasMessageContaining("corrupt");

    assertThat(stand.daemon().counters().of(DaemonRequest.PULL)).isEqualTo(1);
    stand.nothingIsThere();
    stand.ensure(toggles).ensure(List.of(image), PLATFORM, soon());
  }

  @EveryToggle(PARALLEL_PULLS)
  void an_error_in_the_stream_is_a_failed_pull(Toggles toggles) throws Exception {
    var image = stand.seed("app", 1);
    stand.breakDaemon(Fault.at(Place.DAEMON, new What.ErrorDetail("the disk is on fire", 1)));

    assertThat(stand.failureOf(toggles, image))
        .isInstanceOf(RuntimeFailure.Failed.class)
        .hasMessageContaining("the disk is on fire");

    assertThat(stand.daemon().counters().of(DaemonRequest.PULL)).isEqualTo(1);
    stand.nothingIsThere();
  }

  @EveryToggle(PARALLEL_PULLS)
  void a_full_disk_is_a_failed_pull_and_is_not_tried_again(Toggles toggles) throws Exception {
    var image = stand.seed("app", 1);
    stand.breakDaemon(Fault.at(Place.DAEMON, new What.FullDisk(10_000)));

    assertThat(stand.failureOf(toggles, image))
        .isInstanceOf(RuntimeFailure.Failed.class)
        .hasMessageContaining("No space left on device");

    assertThat(stand.daemon().counters().of(DaemonRequest.PULL)).isEqualTo(1);
    stand.nothingIsThere();
  }

  @EveryToggle(PARALLEL_PULLS)
  void a_stream_that_is_cut_after_a_layers_line_is_no_success(Toggles toggles) throws Exception {
    var image = stand.seed("app", 1);
    var lines =
        """
        {"status":"Pulling from app","id":"1"}\r
        {"status":"Pulling fs layer","progressDetail":{},"id":"0123456789ab"}\r
        """;
    stand.breakDaemon(Fault.at(Place.DAEMON, new What.Truncated(lines.length())).on("pull"));
    // Long enough for the layer's line to be out before the layer is in.
    var slow = new What.Latency(Spread.fixed(Duration.ofMillis(300)), 0);
    stand.breakRegistry(at(slow).on("blob-get"));

    assertThat(stand.failureOf(toggles, image)).isInstanceOf(RuntimeFailure.Unavailable.class);

    assertThat(stand.daemon().counters().of(DaemonRequest.PULL)).isEqualTo(ATTEMPTS);
    stand.nothingIsThere();
  }
}
