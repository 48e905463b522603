package dev.dyno.bench.suite;

import dev.dyno.engine.Engine;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.logs.LogFormat;
import dev.dyno.engine.logs.Terminal;
import dev.dyno.engine.pipeline.Pipeline;
import dev.dyno.engine.pipeline.PipelineFile;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.runtime.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A whole pipeline, the job that all toggles serve: six images pulled (none of them there), then
/// three builds at once, each of which builds an image, creates a container of it, writes a file
/// into it, starts it, waits for its 500 lines and its end, and pushes the image; then all of it is
/// taken away. Accounts come from a command. The daemon takes a tenth of dockerd's time (medians of
/// `profiles/latency`), the registry 25 ms an answer.
///
/// **Hypothesis**: `parallel-pulls` and `worker-pool` decide, as most of the time is waiting;
/// `auth-cache` saves nine processes; what saves bytes or nanoseconds does not show in the time.
/// **Baseline**: everything off. **Unit**: ms/op, wall time of one pipeline, clean-up included.
/// **Command**: `scripts/dyno compare --profile pipeline` for each toggle alone, and for all of
/// them together
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PipelineBenchmark {

  private static final int PULLS = 6;
  private static final long LAYER = 64 << 10;
  private static final long LATENCY_MILLIS = 25;
  private static final int FILES = 40;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String PACE =
      """
      {"schema":"dyno-latency/1","name":"tenth","source":"a tenth of dockerd","cores":2,"operations":
       {"create":{"medianMillis":2.2,"cpuShare":1},"start":{"medianMillis":37.3,"cpuShare":1.2},
        "build":{"medianMillis":49.7,"cpuShare":1},"copy-in":{"medianMillis":11,"cpuShare":1},
        "wait":{"medianMillis":7.1,"cpuShare":0.2},"remove":{"medianMillis":1.8,"cpuShare":1},
        "push":{"medianMillis":3.8,"cpuShare":1}}}""";

  /// How many builds there are at once.
  @Param("3")
  public int builds = 3;

  private final MeasuredEngine measured = MeasuredEngine.fromProperties();
  private @Nullable Site site;

  private record Site(Path folder, Pipeline pipeline, Engine engine, List<ImageReference> pulled) {}

  /// Fills the registry, and checks that this arm's pipeline ends well.
  @Setup(Level.Trial)
  public void check() throws Exception {
    // Names and contents are this fork's own: the other fork of the pair shares the servers.
    long own = ProcessHandle.current().pid();
    var pulled = new ArrayList<ImageReference>();
    for (int i = 0; i < PULLS; i++) {
      measured.seed("pipe%d/image%d".formatted(own, i), 1, LAYER, own * 100 + i);
      pulled.add(
          ImageReference.parse("%s/pipe%d/image%d:1".formatted(measured.registry(), own, i)));
    }
    var folder = Files.createTempDirectory("dyno-pipeline");
    for (int i = 0; i < FILES; i++) {
      Files.writeString(folder.resolve("file" + i), "line\n".repeat(400));
    }
    Files.writeString(
        folder.resolve("Dockerfile"),
        "FROM scratch\nCOPY . /src\nCMD [\"emit\", \"--lines\", \"500\"]\n");
    var file = Files.writeString(folder.resolve("pipeline.yaml"), text(own));
    var pipeline = PipelineFile.read(file, Map.of());
    var accounts =
        new RegistryAccounts(
            pipeline.registries(),
            new DockerConfig(Path.of("absent"), Optional.empty()),
            System.getenv());
    site =
        new Site(
            folder,
            pipeline,
            Engine.of(Endpoint.parse(measured.daemon().toString()), measured.toggles(), accounts),
            List.copyOf(pulled));
    pace();
    remove();
    run();
  }

  private String text(long own) {
    var text =
        new StringBuilder(
            """
            name: measured
            registries:
              %s: {username: ann, password: cmd:echo secret}
            groups:
              - name: images
                builds:
                  - name: pull
                    steps:
            """
                .formatted(measured.registry()));
    for (int i = 0; i < PULLS; i++) {
      text.append(
          "          - {pull: \"%s/pipe%d/image%d:1\", async: true}\n"
              .formatted(measured.registry(), own, i));
    }
    text.append("  - name: builds\n    builds:\n");
    for (int i = 0; i < builds; i++) {
      text.append(
          """
                - name: b%1$d
                  steps:
                    - build: {image: "%2$s/pipe%3$d/made%1$d:1", labels: {build: b%1$d}}
                    - create: {container: c, image: "%2$s/pipe%3$d/made%1$d:1"}
                    - copy: {into: c, content: settings, to: /settings}
                    - start: c
                    - wait: c
                    - push: "%2$s/pipe%3$d/made%1$d:1"
          """
              .formatted(i, measured.registry(), own));
    }
    return text.toString();
  }

  /// The daemon is shared with the other fork of the pair, which wants it at the same pace.
  @Setup(Level.Iteration)
  public void pace() {
    measured.latency(PACE);
    measured.shape(LATENCY_MILLIS, 0);
  }

  /// Takes the pulled images away, untimed. They are milliseconds of work: the use that JMH's
  /// sample 7 has for this level.
  @Setup(Level.Invocation)
  public void remove() throws Exception {
    for (var name : site().pulled()) {
      site().engine().runtime().remove(name, Deadline.after(LIMIT));
    }
  }

  /// The pipeline, from its first pull to its clean-up.
  @Benchmark
  public void run() throws IOException {
    var terminal = Terminal.file(OutputStream.nullOutputStream());
    try (var log =
        LogAggregator.start(
            measured.toggles(), LogFormat.PLAIN, terminal, InstantSource.system())) {
      var outcome = site().engine().run(site().pipeline(), log, Deadline.after(LIMIT));
      if (outcome.exitCode() != 0 || !outcome.left().isEmpty()) {
        throw new IllegalStateException("the pipeline went wrong: " + outcome);
      }
    }
  }

  /// Leaves the daemon as it was.
  @TearDown(Level.Trial)
  public void close() throws Exception {
    remove();
    measured.latency("");
    site().engine().close();
    Scratch.delete(site().folder());
  }

  private Site site() {
    return Objects.requireNonNull(site, "not set up");
  }
}
