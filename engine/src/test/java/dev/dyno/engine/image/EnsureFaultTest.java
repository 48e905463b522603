package dev.dyno.engine.image;

import static dev.dyno.engine.image.FaultyStand.PLATFORM;
import static dev.dyno.engine.image.FaultyStand.at;
import static dev.dyno.engine.image.FaultyStand.soon;
import static dev.dyno.engine.image.FaultyStand.status;
import static dev.dyno.engine.toggle.Optimization.AUTH_CACHE;
import static dev.dyno.engine.toggle.Optimization.PARALLEL_PULLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.LimitThatLasts;
import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.embedded.daemon.DaemonRequest;
import dev.dyno.engine.embedded.fault.Fault;
import dev.dyno.engine.embedded.fault.FaultPlan;
import dev.dyno.engine.embedded.fault.Often;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.latency.Spread;
import dev.dyno.engine.embedded.registry.Authentication;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.runtime.RuntimeFailure;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the engine does about hangs, siblings and logins when things go wrong, on both sides of
/// `parallel-pulls` and `auth-cache`.
@Timeout(240)
class EnsureFaultTest {
  // Mostly long enough for an answer to begin.
  private static final Duration DEADLINE = Duration.ofSeconds(2);

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
  void a_hang_inside_the_stream_ends_at_the_deadline_and_so_does_the_daemon(Toggles toggles)
      throws Exception {
    var image = stand.seed("app", 1);
    for (var hang :
        List.of(
            Fault.at(Place.DAEMON, new What.HangInBody(100)).on("pull"),
            Fault.at(Place.REGISTRY, new What.Hang()).on("blob-get"),
            Fault.at(Place.REGISTRY, new What.HangInBody(10_000)).on("blob-get"))) {
      LimitThatLasts.untilBegun(
          "the hang",
          DEADLINE,
          limit -> {
            stand.daemon().faults().use(FaultPlan.of(hang));
            stand.registry().faults().use(FaultPlan.of(hang));

            assertThat(stand.failureOf(toggles, image, Deadline.after(limit)))
                .as("%s", hang)
                .isInstanceOf(RuntimeFailure.TimedOut.class);

            boolean begun = stand.struck() > 0;
            if (begun) {
              Eventually.isTrue("the daemon gave up, too", () -> stand.daemon().inFlight() == 0);
              stand.nothingIsThere();
            } else {
              stand.daemon().faults().clear();
              stand.registry().faults().clear();
            }
            return begun;
          });
    }
  }

  /// Whether the daemon gives up, too, is not said: docker-java keeps the connection of a pull
  /// whose answer has not begun, so the daemon cannot know.
  @EveryToggle(PARALLEL_PULLS)
  void a_hang_before_the_answer_ends_at_the_deadline(Toggles toggles) throws Exception {
    var image = stand.seed("app", 1);
    for (var hang :
        List.of(
            Fault.at(Place.DAEMON, new What.Hang()).on("list-images"),
            Fault.at(Place.DAEMON, new What.Hang()).on("pull"),
            Fault.at(Place.REGISTRY, new What.Hang()).on("manifest-get"))) {
      stand.daemon().faults().use(FaultPlan.of(hang));
      stand.registry().faults().use(FaultPlan.of(hang));

      assertThat(stand.failureOf(toggles, image, Deadline.after(DEADLINE)))
          .as("%s", hang)
          .isInstanceOf(RuntimeFailure.TimedOut.class);

      stand.daemon().faults().clear();
      stand.registry().faults().clear();
    }
  }

  @EveryToggle(PARALLEL_PULLS)
  void a_daemon_that_ignores_cancellation_holds_nobody_up(Toggles toggles) throws Exception {
    var image = stand.seed("app", 1);
    var hour = new What.Latency(Spread.fixed(Duration.ofHours(1)), 0);
    stand.breakRegistry(at(hour).on("blob-get"));
    stand.breakDaemon(
        Fault.at(Place.DAEMON, new What.IgnoredCancellation()).on("pull").named("fault"));

    LimitThatLasts.untilBegun(
        "the pull",
        DEADLINE,
        limit -> {
          assertThat(stand.failureOf(toggles, image, Deadline.after(limit)))
              .isInstanceOf(RuntimeFailure.TimedOut.class);
          return stand.daemon().counters().of(DaemonRequest.PULL) > 0;
        });

    Eventually.isTrue(
        "the daemon went on", () -> stand.daemon().faults().strikes("fault").struck() == 1);
    stand.registry().faults().clear();
    Eventually.isTrue(
        "the image came all the same",
        () -> stand.runtime().imageNames(soon()).contains(image.familiar()));
  }

  @EveryToggle(PARALLEL_PULLS)
  void a_registry_that_is_slow_but_alive_gives_whole_images(Toggles toggles) throws Exception {
    var slow =
        List.of(
            new What.Latency(new Spread(10, 20, 5), 1),
            new What.Drip(4_000, Duration.ofMillis(2)),
            new What.Bandwidth(1_000_000, 0),
            new What.Bandwidth(0, 1_000_000));
    for (int i = 0; i < slow.size(); i++) {
      var image = stand.seed("app" + i, i);
      stand.breakRegistry(at(slow.get(i)).on("blob-get"));

      stand.ensure(toggles).ensure(List.of(image), PLATFORM, soon());

      assertThat(stand.struck()).as("%s", slow.get(i)).isPositive();
      assertThat(stand.daemon().counters().of(DaemonRequest.PULL)).isEqualTo(i + 1);
      assertThat(stand.runtime().platform(image, soon())).isEqualTo(PLATFORM);
    }
  }

  @EveryToggle(PARALLEL_PULLS)
  void one_that_fails_does_not_keep_the_others(Toggles toggles) throws Exception {
    var images = new ArrayList<ImageReference>();
    for (int i = 0; i < 4; i++) {
      images.add(stand.seed("app" + i, i));
    }
    stand.breakRegistry(at(new What.WrongDigest(10_000)).on("blob-get").onImage("app2"));

    var failure =
        catchThrowableOfType(
            EnsureException.class, () -> stand.ensure(toggles).ensure(images, PLATFORM, soon()));

    assertThat(failure.failures())
        .extracting(EnsureException.Failure::image)
        .containsExactly(images.get(2));
    assertThat(stand.runtime().imageNames(soon()))
        .containsExactlyInAnyOrder(
            images.get(0).familiar(), images.get(1).familiar(), images.get(3).familiar());
  }

  @EveryToggle({PARALLEL_PULLS, AUTH_CACHE})
  void a_token_that_expires_once_is_no_failure(Toggles toggles) throws Exception {
    var image = stand.seed("app", 1);
    stand
        .registry()
        .authentication(new Authentication.Bearer("ann", "secret", Duration.ofMinutes(5)));
    stand.breakRegistry(status(401).on("blob-get").happening(new Often.First(1)));

    stand.ensureAsAnn(toggles).ensure(List.of(image), PLATFORM, soon());

    assertThat(stand.daemon().counters().of(DaemonRequest.PULL)).isEqualTo(1);
  }

  @EveryToggle({PARALLEL_PULLS, AUTH_CACHE})
  void a_login_that_was_refused_is_worked_out_anew_for_the_next_pull(Toggles toggles)
      throws Exception {
    var image = stand.seed("app", 1);
    stand.registry().authentication(new Authentication.Basic("ann", "secret"));
    var ensure = stand.ensureAsAnn(toggles);
    stand.breakRegistry(status(401).on("manifest-head"));
    assertThat(FaultyStand.failureOf(ensure, image, soon()))
        .isInstanceOf(RuntimeFailure.Refused.class);
    assertThat(stand.daemon().counters().of(DaemonRequest.PULL)).isEqualTo(1);
    assertThat(stand.passwordsAskedFor()).isEqualTo(1);
    stand.registry().faults().clear();

    ensure.ensure(List.of(image), PLATFORM, soon());

    assertThat(stand.passwordsAskedFor()).isEqualTo(2);
  }
}
