package dev.dyno.engine.lifecycle;

import static dev.dyno.engine.toggle.Optimization.DYNAMIC_TIMEOUTS;
import static dev.dyno.engine.toggle.Optimization.WORKER_POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.LimitThatLasts;
import dev.dyno.engine.deadline.OperationKind;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.embedded.fault.Fault;
import dev.dyno.engine.embedded.fault.FaultPlan;
import dev.dyno.engine.embedded.fault.Often;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.latency.Spread;
import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.logs.LogException;
import dev.dyno.engine.logs.LogFormat;
import dev.dyno.engine.logs.Terminal;
import dev.dyno.engine.runtime.ContainerFilter;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.ContainerSpec;
import dev.dyno.engine.runtime.ShellImage;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Both sides of `dynamic-timeouts` against a daemon that hangs, is slow, or goes on though its
/// client has left; over HTTP.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class TimeoutOverHttpTest {

  private static final ReadyProbe STARTED = new ReadyProbe.Started();
  private static final Duration GRACE = Duration.ofSeconds(1);

  /// Of limits at first: a stop has 600 ms (off), or 1.5 s (on) and 500 ms to clean up.
  private static final double OFF_SCALE = 0.001;
  private static final double ON_SCALE = 0.05;

  private static final Duration FIRST = Duration.ofMillis(500);

  private EmbeddedDaemon daemon;
  private ContainerRuntime runtime;

  TimeoutOverHttpTest(@TempDir Path folder) throws IOException {
    daemon = EmbeddedDaemon.start(0, folder);
    runtime = ContainerRuntime.at(daemon.uri());
  }

  @BeforeAll
  void image(@TempDir Path context) throws Exception {
    ShellImage.on(runtime, context);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    daemon.faults().clear();
    assertThat(runtime.list(ContainerFilter.all(), soon())).isEmpty();
    Callers.until(() -> daemon.inFlight() == 0);
  }

  @AfterAll
  void stop() throws IOException {
    runtime.close();
    daemon.close();
  }

  @EveryToggle({DYNAMIC_TIMEOUTS, WORKER_POOL})
  void a_start_that_hangs_is_given_up_at_its_parents_deadline_and_leaves_nothing(Toggles toggles)
      throws Exception {
    try (var site = new Site(toggles, Patience.usual())) {
      hang("start", new What.Hang());

      assertThatExceptionOfType(JobFailure.TimedOut.class)
          .isThrownBy(() -> start(site, FIRST))
          .satisfies(late -> assertThat(late.getSuppressed()).isEmpty());

      assertThat(runtime.list(ContainerFilter.all(), soon())).isEmpty();
    }
  }

  @EveryToggle({DYNAMIC_TIMEOUTS, WORKER_POOL})
  void a_creation_whose_answer_never_comes_leaves_no_container(Toggles toggles) throws Exception {
    try (var site = new Site(toggles, Patience.usual())) {
      LimitThatLasts.untilBegun(
          "the creation",
          FIRST,
          limit -> {
            daemon
                .faults()
                .use(
                    FaultPlan.of(
                        Fault.at(Place.DAEMON, new What.HangInBody(1))
                            .named("hang")
                            .on("create")
                            .happening(new Often.First(1))));

            assertThatExceptionOfType(JobFailure.TimedOut.class)
                .isThrownBy(() -> start(site, limit));

            assertThat(runtime.list(ContainerFilter.all(), soon())).isEmpty();
            return daemon.faults().strikes("hang").struck() == 1;
          });
    }
  }

  @EveryToggle({DYNAMIC_TIMEOUTS, WORKER_POOL})
  void a_daemon_that_hangs_in_clean_up_too_holds_up_nobody(Toggles toggles) throws Exception {
    LimitThatLasts.untilBegun(
        "the start", FIRST, limit -> hangInCleanUpHoldsUpNobody(toggles, limit));
  }

  /// @return whether the start had begun within the limit
  private boolean hangInCleanUpHoldsUpNobody(Toggles toggles, Duration limit) throws Exception {
    try (var site = new Site(toggles, scaled(toggles, limit))) {
      daemon
          .faults()
          .use(
              FaultPlan.of(
                  Fault.at(Place.DAEMON, new What.Hang()).named("start").on("start"),
                  Fault.at(Place.DAEMON, new What.Hang()).named("list").on("list-containers")));

      var late = catchThrowableOfType(JobFailure.TimedOut.class, () -> start(site, limit));

      boolean begun = daemon.faults().strikes("start").struck() == 1;
      if (begun) {
        assertThat(late.getSuppressed()).hasSize(1);
      }
      daemon.faults().clear();
      for (var left : runtime.list(ContainerFilter.all(), soon())) {
        runtime.remove(left.id(), soon());
      }
      return begun;
    }
  }

  @EveryToggle({DYNAMIC_TIMEOUTS, WORKER_POOL})
  void a_stop_that_hangs_is_followed_by_a_kill(Toggles toggles) throws Exception {
    withContainer(
        toggles,
        (_, container) -> {
          hang("stop", new What.Hang());

          assertThatExceptionOfType(JobFailure.TimedOut.class)
              .isThrownBy(() -> container.stop(GRACE, soon()).await());

          assertThatExceptionOfType(ContainerFailure.Exited.class)
              .isThrownBy(() -> container.await(soon()))
              .satisfies(exited -> assertThat(exited.code()).isEqualTo(137));
        });
  }

  @EveryToggle({DYNAMIC_TIMEOUTS, WORKER_POOL})
  void a_start_that_is_slow_but_alive_is_not_given_up_within_its_limit(Toggles toggles)
      throws Exception {
    try (var site = new Site(toggles, Patience.usual())) {
      hang("start", new What.Latency(new Spread(300, 300, 300), 1));

      site.operations.start(sleeper(), STARTED, soon()).await().close();

      assertThat(daemon.faults().strikes("start").struck()).isOne();
    }
  }

  @EveryToggle({DYNAMIC_TIMEOUTS, WORKER_POOL})
  void a_daemon_that_ignores_cancellation_holds_up_nobody(Toggles toggles) throws Exception {
    withContainer(
        toggles,
        (site, container) -> {
          daemon
              .faults()
              .use(
                  FaultPlan.of(
                      Fault.at(Place.DAEMON, new What.IgnoredCancellation()).named("deaf"),
                      Fault.at(
                              Place.DAEMON, new What.Latency(new Spread(60_000, 60_000, 60_000), 1))
                          .named("slow")
                          .on("stop")));

          assertThatExceptionOfType(JobFailure.TimedOut.class)
              .isThrownBy(() -> container.stop(GRACE, soon()).await())
              .withMessageContaining(
                  "its limit of " + site.policy.own(OperationKind.STOP).orElseThrow());

          assertThatExceptionOfType(ContainerFailure.Exited.class)
              .isThrownBy(() -> container.await(soon()));
        });
  }

  /// What a test does with a container that runs.
  private interface Body {
    void run(Site site, Container container) throws Exception;
  }

  /// With limits that are scaled, and yet long enough for a start.
  private void withContainer(Toggles toggles, Body body) throws Exception {
    LimitThatLasts.untilBegun(
        "the container",
        FIRST,
        limit -> {
          try (var site = new Site(toggles, scaled(toggles, limit))) {
            Container container;
            try {
              container = site.operations.start(sleeper(), STARTED, soon()).await();
            } catch (JobFailure.TimedOut notStarted) {
              return false;
            }
            try (container) {
              body.run(site, container);
            }
            return true;
          }
        });
  }

  private static void start(Site site, Duration limit) throws Exception {
    site.operations.start(sleeper(), STARTED, Deadline.after(limit)).await();
  }

  private void hang(String operation, What what) {
    daemon.faults().use(FaultPlan.of(Fault.at(Place.DAEMON, what).named(operation).on(operation)));
  }

  private static ContainerSpec sleeper() {
    return ContainerSpec.of(ShellImage.NAME).command("sleep", "600").build();
  }

  private static Patience scaled(Toggles toggles, Duration limit) {
    double scale = toggles.has(DYNAMIC_TIMEOUTS) ? ON_SCALE : OFF_SCALE;
    return Patience.usual().scaled(Math.min(1, scale * limit.toMillis() / FIRST.toMillis()));
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }

  private final class Site implements AutoCloseable {
    private final TimeoutPolicy policy;
    private final Workers workers;
    private final LogAggregator log;
    private final ContainerOperations operations;

    Site(Toggles toggles, Patience patience) {
      policy = TimeoutPolicy.chosenBy(toggles, patience);
      workers = Workers.chosenBy(toggles, policy);
      log =
          LogAggregator.start(
              toggles,
              LogFormat.PLAIN,
              Terminal.file(OutputStream.nullOutputStream()),
              Clock.systemUTC());
      operations = new ContainerOperations(workers, policy, runtime, log, Labels.chosenBy(toggles));
    }

    @Override
    public void close() throws LogException {
      workers.close();
      log.close();
    }
  }
}
