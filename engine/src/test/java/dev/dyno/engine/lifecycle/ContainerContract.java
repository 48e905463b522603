package dev.dyno.engine.lifecycle;

import static dev.dyno.engine.toggle.Optimization.WORKER_POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.LimitThatLasts;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.logs.LogException;
import dev.dyno.engine.logs.LogFormat;
import dev.dyno.engine.logs.Terminal;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.runtime.BreakerPolicy;
import dev.dyno.engine.runtime.ContainerFilter;
import dev.dyno.engine.runtime.ContainerId;
import dev.dyno.engine.runtime.ContainerPhase;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.ContainerSpec;
import dev.dyno.engine.runtime.Endpoint;
import dev.dyno.engine.runtime.ExecSpec;
import dev.dyno.engine.runtime.ShellImage;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What containers do on both sides of `worker-pool`, whatever daemon they are on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
abstract class ContainerContract {

  private static final ReadyProbe STARTED = new ReadyProbe.Started();
  private static final ReadyProbe SAYS_READY = new ReadyProbe.Line(Pattern.compile("^ready"));
  private static final Duration GRACE = Duration.ofSeconds(10);
  private ContainerRuntime runtime;

  /// The daemon under test.
  abstract Endpoint endpoint() throws Exception;

  /// A script that says `ready`, and goes on until TERM ends it with 143.
  abstract String untilTerm();

  @BeforeAll
  void build(@TempDir Path context) throws Exception {
    runtime = ContainerRuntime.at(endpoint(), BreakerPolicy.standard());
    ShellImage.on(runtime, context);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    var left = runtime.list(ContainerFilter.all(), soon());
    for (var container : left) {
      runtime.remove(container.id(), soon());
    }
    assertThat(left).as("containers after the test").isEmpty();
  }

  @AfterAll
  void close() throws Exception {
    runtime.close();
  }

  @EveryToggle(WORKER_POOL)
  void its_lines_are_in_the_log_behind_its_prefix_when_its_end_is_told(Toggles toggles)
      throws Exception {
    try (var bench = new Bench(toggles);
        var container = bench.start(shell("echo one; echo two >&2; echo three"), STARTED)) {
      container.await(soon());

      var id = container.id().value().substring(0, 6);
      assertThat(container.prefix()).isEqualTo("[" + id + " (dyno-shell:1)]");
      assertThat(bench.lines())
          .containsExactlyInAnyOrder(
              container.prefix() + " one",
              container.prefix() + " two",
              container.prefix() + " three");
    }
  }

  @EveryToggle(WORKER_POOL)
  void waiting_fails_with_the_exit_code_and_at_the_deadline(Toggles toggles) throws Exception {
    try (var bench = new Bench(toggles);
        var failing = bench.start(shell("exit 3"), STARTED);
        var long_ = bench.start(shell("sleep 60"), STARTED)) {
      var exited = catchThrowableOfType(ContainerFailure.Exited.class, () -> failing.await(soon()));
      assertThat(exited.code()).isEqualTo(3);
      assertThat(exited).hasMessageContaining(failing.prefix() + " ended with exit code 3");

      assertThatExceptionOfType(ContainerFailure.StillRunning.class)
          .isThrownBy(() -> long_.await(Deadline.after(Duration.ofMillis(50))));
      assertThat(phase(long_)).isEqualTo(ContainerPhase.RUNNING);
    }
  }

  @EveryToggle(WORKER_POOL)
  void one_that_runs_under_the_name_is_reused_and_not_taken_away(Toggles toggles) throws Exception {
    try (var bench = new Bench(toggles);
        var first = bench.start(named("echo first; sleep 60"), STARTED)) {
      try (var second = bench.start(named("echo never"), SAYS_READY)) {
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.reused()).isTrue();
        assertThat(first.reused()).isFalse();
      }
      assertThat(phase(first)).isEqualTo(ContainerPhase.RUNNING);
    }
  }

  @EveryToggle(WORKER_POOL)
  void one_that_has_ended_under_the_name_is_started_again(Toggles toggles) throws Exception {
    try (var bench = new Bench(toggles);
        var first = bench.start(named("echo again"), STARTED)) {
      first.await(soon());
      try (var second = bench.start(named("echo never"), STARTED)) {
        second.await(soon());

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(bench.lines())
            .contains(first.prefix() + " again")
            .noneMatch(line -> line.endsWith("never"));
      }
    }
  }

  @EveryToggle(WORKER_POOL)
  void one_of_another_image_under_the_name_is_told_and_left_alone(Toggles toggles)
      throws Exception {
    var other = ImageReference.parse("dyno-other:1");
    runtime.tag(ShellImage.NAME, other, soon());
    try (var bench = new Bench(toggles);
        var first = bench.start(named("sleep 60"), STARTED)) {
      var spec = ContainerSpec.of(other).name("web").command("true").build();

      assertThatExceptionOfType(JobFailure.Failed.class)
          .isThrownBy(() -> bench.start(spec, STARTED))
          .withCauseInstanceOf(ContainerFailure.OtherImage.class)
          .withMessageContaining("of image dyno-shell:1 instead of dyno-other:1");
      assertThat(phase(first)).isEqualTo(ContainerPhase.RUNNING);
    }
  }

  @EveryToggle(WORKER_POOL)
  void the_log_is_followed_after_the_starts_limit_has_passed(Toggles toggles) throws Exception {
    LimitThatLasts.untilBegun(
        "the container",
        Duration.ofSeconds(2),
        time -> {
          var limit = Deadline.after(time);
          var script = "sleep %d; echo late".formatted(time.toSeconds() + 1);
          try (var bench = new Bench(toggles);
              var container = bench.start(shell(script), STARTED, limit)) {
            container.await(soon());

            assertThat(limit.passed()).isTrue();
            assertThat(bench.lines()).contains(container.prefix() + " late");
            return true;
          } catch (JobFailure.TimedOut notStarted) {
            return false;
          }
        });
  }

  @EveryToggle(WORKER_POOL)
  void it_is_ready_when_a_line_of_its_log_says_so(Toggles toggles) throws Exception {
    try (var bench = new Bench(toggles);
        var container = bench.start(shell("echo ready; sleep 60"), SAYS_READY)) {
      assertThat(bench.lines()).contains(container.prefix() + " ready");
    }
  }

  @EveryToggle(WORKER_POOL)
  void it_is_ready_when_a_process_in_it_ends_well(Toggles toggles) throws Exception {
    var there = new ReadyProbe.Answer(ExecSpec.of("cat", "/there"), Duration.ofMillis(10));
    try (var bench = new Bench(toggles)) {
      var asked = new CompletableFuture<Container>();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  asked.complete(bench.start(named("sleep 60"), there));
                } catch (Exception failed) {
                  asked.completeExceptionally(failed);
                }
              });
      var id = running("web");
      assertThat(asked).isNotDone();

      runtime.copyContent(id, new byte[] {'\n'}, "/there", 0644, soon());

      asked.orTimeout(60, TimeUnit.SECONDS).join().close();
    }
  }

  @EveryToggle(WORKER_POOL)
  void one_that_ends_before_it_is_ready_is_told_and_taken_away(Toggles toggles) throws Exception {
    var answer = new ReadyProbe.Answer(ExecSpec.of("false"), Duration.ofMillis(10));
    try (var bench = new Bench(toggles)) {
      for (var probe : List.of(SAYS_READY, answer)) {
        assertThatExceptionOfType(JobFailure.Failed.class)
            .isThrownBy(() -> bench.start(shell("echo starting; exit 7"), probe))
            .withCauseInstanceOf(ContainerFailure.NeverReady.class)
            .withMessageContaining("ended with exit code 7 before it was ready");
        assertThat(runtime.list(ContainerFilter.all(), soon())).isEmpty();
      }
    }
  }

  @EveryToggle(WORKER_POOL)
  void one_that_is_never_ready_is_given_up_at_the_limit_and_taken_away(Toggles toggles)
      throws Exception {
    try (var bench = new Bench(toggles)) {
      assertThatExceptionOfType(JobFailure.TimedOut.class)
          .isThrownBy(
              () ->
                  bench.start(
                      shell("sleep 60"), SAYS_READY, Deadline.after(Duration.ofSeconds(2))));
      assertThat(runtime.list(ContainerFilter.all(), soon())).isEmpty();
    }
  }

  @EveryToggle(WORKER_POOL)
  void a_stop_ends_it_by_its_signal_and_one_that_is_given_up_by_kill(Toggles toggles)
      throws Exception {
    try (var bench = new Bench(toggles);
        var obeys = bench.start(shell(untilTerm()), SAYS_READY);
        var ignores = bench.start(shell("trap '' TERM; echo ready; sleep 60"), SAYS_READY)) {
      assertThat(obeys.stop(GRACE, soon()).await()).isEqualTo(obeys.id());
      assertThat(catchThrowableOfType(ContainerFailure.Exited.class, () -> obeys.await(soon())))
          .extracting(ContainerFailure.Exited::code)
          .isEqualTo(143);

      var tooLong = ignores.stop(Duration.ofMinutes(5), Deadline.after(Duration.ofSeconds(1)));
      assertThatExceptionOfType(JobFailure.TimedOut.class).isThrownBy(tooLong::await);
      assertThat(catchThrowableOfType(ContainerFailure.Exited.class, () -> ignores.await(soon())))
          .extracting(ContainerFailure.Exited::code)
          .isEqualTo(137);
    }
  }

  @EveryToggle(WORKER_POOL)
  void closed_it_is_removed_and_its_follower_has_ended(Toggles toggles) throws Exception {
    try (var bench = new Bench(toggles)) {
      var container = bench.start(shell("echo ready; sleep 60"), SAYS_READY);
      assertThat(container.ended()).isFalse();

      container.close();

      assertThat(runtime.list(ContainerFilter.all(), soon())).isEmpty();
      assertThat(container.ended()).isTrue();
      assertThat(bench.lines()).containsExactly(container.prefix() + " ready");
      container.close();
    }
  }

  @EveryToggle(WORKER_POOL)
  void a_log_that_is_closed_first_does_not_hide_how_it_ended(Toggles toggles) throws Exception {
    try (var bench = new Bench(toggles);
        var container = bench.start(shell(untilTerm()), SAYS_READY)) {
      bench.log.close();
      container.stop(GRACE, soon()).await();

      assertThat(catchThrowableOfType(ContainerFailure.Exited.class, () -> container.await(soon())))
          .extracting(ContainerFailure.Exited::code)
          .isEqualTo(143);
    }
  }

  private static ContainerSpec shell(String script) {
    return ContainerSpec.of(ShellImage.NAME).command("sh", "-c", script).network("none").build();
  }

  private static ContainerSpec named(String script) {
    return ContainerSpec.of(ShellImage.NAME)
        .name("web")
        .command("sh", "-c", script)
        .network("none")
        .build();
  }

  /// The container of that name, once it runs.
  private ContainerId running(String name) throws Exception {
    var end = soon();
    while (!end.passed()) {
      for (var each : runtime.list(ContainerFilter.running(), soon())) {
        if (each.names().contains(name)) {
          return each.id();
        }
      }
    }
    throw new AssertionError("no container '%s' came to run".formatted(name));
  }

  private ContainerPhase phase(Container container) throws Exception {
    return runtime.inspect(container.id(), soon()).phase();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }

  /// Workers, a log, and what was written to it.
  private final class Bench implements AutoCloseable {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LogAggregator log;
    private final Workers workers;
    private final ContainerOperations operations;

    Bench(Toggles toggles) {
      var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
      log =
          LogAggregator.start(toggles, LogFormat.PLAIN, Terminal.file(written), Clock.systemUTC());
      workers = Workers.chosenBy(toggles, policy);
      operations = new ContainerOperations(workers, policy, runtime, log, Labels.chosenBy(toggles));
    }

    Container start(ContainerSpec spec, ReadyProbe probe) throws Exception {
      return start(spec, probe, soon());
    }

    Container start(ContainerSpec spec, ReadyProbe probe, Deadline parent) throws Exception {
      return operations.start(spec, probe, parent).await();
    }

    List<String> lines() throws Exception {
      log.flush();
      return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public void close() throws LogException {
      workers.close();
      log.close();
    }
  }
}
