package dev.dyno.engine.pipeline;

import static dev.dyno.engine.toggle.Optimization.DYNAMIC_TIMEOUTS;
import static dev.dyno.engine.toggle.Optimization.PARALLEL_PULLS;
import static dev.dyno.engine.toggle.Optimization.WORKER_POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.embedded.fault.Fault;
import dev.dyno.engine.embedded.fault.FaultPlan;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.embedded.registry.SyntheticImage;
import dev.dyno.engine.image.ImageEnsure;
import dev.dyno.engine.lifecycle.ContainerOperations;
import dev.dyno.engine.lifecycle.ImageOperations;
import dev.dyno.engine.lifecycle.Labels;
import dev.dyno.engine.lifecycle.Workers;
import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.logs.LogFormat;
import dev.dyno.engine.logs.Terminal;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.registry.RegistryAuth;
import dev.dyno.engine.runtime.ContainerFilter;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.ShellImage;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whose time limit holds in a pipeline: the engine's, that of a step, that of clean-up.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class PipelineTimesTest {

  /// Ten minutes are 600 microseconds: too short for anything.
  private static final Patience MILLIONTH = Patience.usual().scaled(1e-6);

  private Path folder;
  private EmbeddedRegistry registry;
  private EmbeddedDaemon daemon;
  private ContainerRuntime runtime;

  @BeforeAll
  void start(@TempDir Path shared, @TempDir Path shell) throws Exception {
    folder = shared;
    registry = EmbeddedRegistry.start(0, folder.resolve("registry"));
    registry.seed(new SyntheticImage("tool", "1", List.of(Platform.host()), 2, 500_000, 0.5, 7));
    daemon = EmbeddedDaemon.start(0, folder.resolve("daemon"));
    runtime = ContainerRuntime.at(daemon.uri());
    ShellImage.on(runtime, shell);
  }

  @AfterEach
  void clear() throws Exception {
    daemon.faults().clear();
    for (var each : runtime.list(ContainerFilter.all(), soon())) {
      runtime.remove(each.id(), soon());
    }
  }

  @AfterAll
  void end() throws Exception {
    runtime.close();
    daemon.close();
    registry.close();
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void the_engines_limit_holds_for_a_step_without_a_timeout(Toggles toggles) throws Exception {
    var outcome = run(toggles, MILLIONTH, start(""));

    assertThat(outcome.exitCode()).isEqualTo(StepEnd.TIMED_OUT);
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS, PARALLEL_PULLS})
  void a_timeout_longer_than_the_engines_limit_takes_its_place(Toggles toggles) throws Exception {
    var steps = new ArrayList<>(start(", timeout: 50s"));
    steps.add("{pull: \"%s/tool:1\", timeout: 50s}".formatted(registry.host()));

    var outcome = run(toggles, MILLIONTH, steps);

    assertThat(outcome.steps())
        .extracting(StepResult::end)
        .hasOnlyElementsOfType(StepEnd.Done.class);
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void a_clean_up_that_hangs_ends_in_its_time_and_names_what_is_left(Toggles toggles)
      throws Exception {
    daemon
        .faults()
        .use(FaultPlan.of(Fault.at(Place.DAEMON, new What.Hang()).named("hang").on("remove")));

    var outcome = run(toggles, Patience.inProduction(), start(""));

    assertThat(daemon.faults().strikes("hang").struck()).isPositive();
    assertThat(outcome.steps())
        .extracting(StepResult::end)
        .hasOnlyElementsOfType(StepEnd.Done.class);
    assertThat(outcome.left()).hasSize(1);
    assertThat(outcome.left().getFirst())
        .startsWith("container web (dyno-")
        .contains("on the daemon) may still be there", "give the pipeline a longer 'clean-up'");
    assertThat(outcome.exitCode()).isEqualTo(StepEnd.ENGINE);
  }

  /// A container that is created, and ready at its first line.
  private static List<String> start(String how) {
    return List.of(
        "{create: {container: web, image: 'dyno-shell:1', command: [sh, -c, 'sleep 1; echo ready; sleep 600']}%s}"
            .formatted(how),
        "{start: {container: web, ready: {line: ready}}%s}".formatted(how));
  }

  private Outcome run(Toggles toggles, Patience patience, List<String> steps) throws Exception {
    var text =
        new StringBuilder("name: times\nclean-up: 1s\n")
            .append("groups:\n  - name: all\n    builds:\n      - name: one\n        steps:\n");
    for (var step : steps) {
      text.append("          - ").append(step).append('\n');
    }
    var file = Files.writeString(folder.resolve("pipeline.yaml"), text.toString());
    var policy = TimeoutPolicy.chosenBy(toggles, patience);
    var accounts =
        new RegistryAccounts(
            Map.of(), new DockerConfig(folder.resolve("absent"), Optional.empty()), Map.of());
    var auth = RegistryAuth.chosenBy(toggles, accounts);
    try (var log =
            LogAggregator.start(
                toggles,
                LogFormat.PLAIN,
                Terminal.file(OutputStream.nullOutputStream()),
                Clock.systemUTC());
        var workers = Workers.chosenBy(toggles, policy)) {
      return new PipelineRun(
              new ImageOperations(
                  workers,
                  runtime,
                  ImageEnsure.chosenBy(toggles, runtime, auth, policy),
                  auth,
                  BuildContext.chosenBy(toggles, Buffers.chosenBy(toggles))),
              new ContainerOperations(workers, policy, runtime, log, Labels.chosenBy(toggles)))
          .run(PipelineFile.read(file, Map.of()), soon());
    }
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }
}
