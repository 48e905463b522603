package dev.dyno.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.Engine;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.embedded.registry.SyntheticImage;
import dev.dyno.engine.lifecycle.Leftovers;
import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.logs.LogFormat;
import dev.dyno.engine.logs.Terminal;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.runtime.ContainerFilter;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.Endpoint;
import dev.dyno.engine.runtime.ImageSummary;
import dev.dyno.engine.runtime.ShellImage;
import dev.dyno.engine.toggle.Toggles;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A daemon and a registry for pipelines, and what must be so after each: no container, no image,
/// no
/// thread, no socket and no file is left.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
abstract class PipelineStand {

  Path folder;
  EmbeddedRegistry registry;
  ContainerRuntime runtime;
  private List<String> imagesBefore = List.of();
  Path work;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  /// The daemon under test.
  abstract Endpoint endpoint() throws Exception;

  /// A script that says `ready`, and goes on until TERM ends it with 143.
  abstract String untilTerm();

  @BeforeAll
  void start(@TempDir Path shared, @TempDir Path shell) throws Exception {
    folder = shared;
    registry = EmbeddedRegistry.start(0, folder.resolve("registry"));
    registry.seed(
        new SyntheticImage("tool", "1", List.of(Platform.parse("linux/amd64")), 2, 50_000, 0.5, 7));
    runtime = ContainerRuntime.at(endpoint().uri());
    ShellImage.on(runtime, shell);
    try (var engine = engine("none")) { // what is opened once and kept
      var warm = Files.createDirectory(folder.resolve("warm"));
      run(engine, read(warm, "pull: ${registry}/tool:1"));
    }
  }

  @BeforeEach
  void note(@TempDir Path fresh) throws Exception {
    work = Files.createDirectory(fresh.resolve("work"));
    imagesBefore = images();
    written.reset();
  }

  @AfterEach
  void nothing_is_left_on_the_daemon() throws Exception {
    var _ = Thread.interrupted();
    assertThat(runtime.list(ContainerFilter.all(), soon())).isEmpty();
    assertThat(images()).isEqualTo(imagesBefore);
  }

  @AfterAll
  void end() throws Exception {
    runtime.close();
    registry.close();
  }

  final String running(String container) {
    return "{create: {container: %s, image: dyno-shell:1, network: none, command: [sh, -c, \"%s\"]}}"
        .formatted(container, untilTerm());
  }

  /// One build of these steps, from line 8 on; `registry` is a variable.
  final Pipeline read(Path where, String... steps) throws Exception {
    var text =
        new StringBuilder("name: test\nvariables: {registry: %s}\n".formatted(registry.host()))
            .append("groups:\n  - name: all\n    builds:\n      - name: one\n        steps:\n");
    for (var step : steps) {
      text.append("          - ").append(step).append('\n');
    }
    return PipelineFile.read(file(where, text.toString()), Map.of());
  }

  final Pipeline read(String text) throws Exception {
    return PipelineFile.read(file(work, text), Map.of());
  }

  private static Path file(Path where, String text) throws Exception {
    return Files.writeString(where.resolve("pipeline.yaml"), text);
  }

  final Engine engine(String toggles) throws Exception {
    return Engine.of(
        endpoint(),
        Toggles.parse(toggles),
        new RegistryAccounts(
            Map.of(), new DockerConfig(Path.of("absent"), Optional.empty()), Map.of()));
  }

  final Outcome runAndLeaveNothing(String toggles, Pipeline pipeline) throws Exception {
    var before = Leftovers.now(folder);
    Outcome outcome;
    try (var engine = engine(toggles)) {
      outcome = run(engine, pipeline);
    }
    assertThat(outcome.left()).isEmpty();
    assertThat(Leftovers.beyond(before, folder)).isEmpty();
    return outcome;
  }

  final Outcome run(Engine engine, Pipeline pipeline) throws Exception {
    try (var log =
        LogAggregator.start(
            Toggles.none(), LogFormat.PLAIN, Terminal.file(written), Clock.systemUTC())) {
      return engine.run(pipeline, log, soon());
    }
  }

  final String log() {
    return written.toString(StandardCharsets.UTF_8);
  }

  private List<String> images() throws Exception {
    return runtime.images(soon()).stream().map(ImageSummary::id).sorted().toList();
  }

  static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }
}
