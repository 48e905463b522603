package dev.dyno.bench.cli;

import dev.dyno.engine.Engine;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.embedded.registry.SyntheticImage;
import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.logs.LogFormat;
import dev.dyno.engine.logs.Terminal;
import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.metrics.Prometheus;
import dev.dyno.engine.pipeline.Outcome;
import dev.dyno.engine.pipeline.Pipeline;
import dev.dyno.engine.pipeline.PipelineFile;
import dev.dyno.engine.pipeline.PipelineFileException;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.runtime.Endpoint;
import dev.dyno.engine.toggle.Rollout;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dyno pipeline`: runs a CI pipeline on the engine.
@Command(
    name = "pipeline",
    description = {
      "Runs a CI pipeline on the engine, and leaves nothing behind.",
      "Ends with the exit code of the container or process that failed; 124 when time was up,"
          + " 125 when the engine, a daemon or a registry failed, 130 for Ctrl-C, 2 for a file that"
          + " cannot be run."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class PipelineCommand implements Callable<Integer> {

  /// The variable that holds the registry's address on the embedded engine.
  private static final String REGISTRY = "registry";

  private static final int USUAL_COLUMNS = 100;
  private static final String CLEAR = "\033[2J";

  private final Streams streams;

  @Parameters(paramLabel = "FILE", description = "the pipeline, as YAML")
  private Path file = Path.of("pipeline.yaml");

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "embedded",
      description =
          "which daemon: embedded, docker, podman (default: ${DEFAULT-VALUE}). On the embedded one a"
              + " variable 'registry' is that of its own registry, which has busybox:1.36")
  private String engine = "embedded";

  @Option(
      names = "--toggles",
      paramLabel = "LIST",
      defaultValue = "proven",
      description =
          "none, all, proven, or names with commas between; -name takes one away, name=25%% is for"
              + " that share of builds (default: ${DEFAULT-VALUE})")
  private String toggles = "proven";

  @Option(
      names = "--build",
      paramLabel = "ID",
      description = "of this build, for shares of --toggles (default: the pipeline's name)")
  private @Nullable String build;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "a variable that the file declares")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "plain or progress (default: progress in a terminal, else plain)")
  private @Nullable LogFormat format;

  @Mixin private Scraping scraping = new Scraping();

  @Option(names = "--dry-run", description = "print what would run, in its order")
  private boolean dryRun;

  @Option(
      names = "--json",
      description = "the outcome as JSON on standard output, the log on the other")
  private boolean json;

  @Option(names = "--quiet", description = "no log")
  private boolean quiet;

  @Option(names = "--no-color", description = "no colours and no cursor movements")
  private boolean noColor;

  PipelineCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws UsageException {
    if (!Files.isRegularFile(file)) {
      throw new UsageException("there is no pipeline %s: name a YAML file".formatted(file));
    }
    var rollout = rollout();
    if (dryRun) {
      streams.out().print(PipelineText.plan(read(set), toggles(rollout, read(set))));
      return ExitCode.PASS.number();
    }
    try (var interruption = Interruption.listen()) {
      interruption.stops(Thread.currentThread()::interrupt);
      return engine.equals("embedded")
          ? embedded(rollout, interruption)
          : real(rollout, interruption);
    }
  }

  private Rollout rollout() throws UsageException {
    try {
      return Rollout.parse(toggles);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("--toggles: " + wrong.getMessage(), wrong);
    }
  }

  private Toggles toggles(Rollout rollout, Pipeline pipeline) {
    return rollout.forBuild(build == null ? pipeline.name() : build);
  }

  private Pipeline read(Map<String, String> values) throws UsageException {
    try {
      return PipelineFile.read(file, values);
    } catch (PipelineFileException wrong) {
      throw new UsageException("the pipeline cannot run:\n" + wrong.getMessage(), wrong);
    } catch (IOException unreadable) {
      throw new UsageException(
          "pipeline %s cannot be read: %s".formatted(file, unreadable.getMessage()), unreadable);
    }
  }

  /// On a daemon and a registry of this process, which end with it.
  private int embedded(Rollout rollout, Interruption interruption) throws UsageException {
    try (var work = Work.open();
        var registry = EmbeddedRegistry.start(0, work.folder().resolve("registry"));
        var daemon = EmbeddedDaemon.start(0, work.folder().resolve("daemon"))) {
      registry.seed(
          new SyntheticImage("busybox", "1.36", List.of(Platform.host()), 1, 1 << 20, 0.5, 1));
      var pipeline = read(withRegistry(registry.host()));
      return run(pipeline, rollout, interruption, Endpoint.parse(daemon.uri().toString()));
    } catch (IOException failed) {
      throw new UsageException("the embedded daemon did not work: " + failed.getMessage(), failed);
    }
  }

  private Map<String, String> withRegistry(String host) throws UsageException {
    try {
      var values = new LinkedHashMap<>(set);
      if (PipelineFile.variables(file).containsKey(REGISTRY)) {
        values.putIfAbsent(REGISTRY, host);
      }
      return values;
    } catch (PipelineFileException wrong) {
      throw new UsageException("the pipeline cannot run:\n" + wrong.getMessage(), wrong);
    } catch (IOException unreadable) {
      throw new UsageException(
          "pipeline %s cannot be read: %s".formatted(file, unreadable.getMessage()), unreadable);
    }
  }

  private int real(Rollout rollout, Interruption interruption) throws UsageException {
    var daemon = MeasuredDaemon.named(engine, System.getenv());
    var pipeline = read(set);
    var address =
        daemon.address().orElseThrow(() -> new UsageException("--engine: " + engine)).toString();
    return run(pipeline, rollout, interruption, Endpoint.parse(address));
  }

  private int run(Pipeline pipeline, Rollout rollout, Interruption interruption, Endpoint daemon)
      throws UsageException {
    var asked = toggles(rollout, pipeline);
    if (!scraping.asked()) {
      return run(pipeline, asked, interruption, daemon, Metrics.none());
    }
    try (var prometheus = new Prometheus();
        var server = scraping.start(prometheus::scrape)) {
      streams.err().println("metrics: " + server.uri());
      return run(pipeline, asked, interruption, daemon, prometheus.metrics());
    }
  }

  private int run(
      Pipeline pipeline, Toggles asked, Interruption interruption, Endpoint daemon, Metrics counted)
      throws UsageException {
    try (var running = Engine.of(daemon, asked, accounts(pipeline), counted);
        var log = LogAggregator.start(asked, format(), terminal(), Clock.systemUTC(), counted)) {
      var outcome = running.run(pipeline, log, Deadline.none());
      interruption.stops(() -> {});
      var _ = Thread.interrupted();
      log.flush();
      tell(pipeline, outcome);
      return outcome.exitCode();
    } catch (IOException broken) {
      throw new UsageException("the log broke off: " + broken.getMessage(), broken);
    }
  }

  private void tell(Pipeline pipeline, Outcome outcome) {
    if (json) {
      streams.out().println(PipelineText.json(pipeline, outcome));
    } else if (!quiet || outcome.exitCode() != 0) {
      (quiet ? streams.err() : streams.out()).print(PipelineText.summary(pipeline, outcome));
    }
  }

  private static RegistryAccounts accounts(Pipeline pipeline) {
    var environment = System.getenv();
    var folder =
        Optional.ofNullable(environment.get("DOCKER_CONFIG"))
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".docker"));
    return new RegistryAccounts(
        pipeline.registries(),
        new DockerConfig(folder.resolve("config.json"), Optional.empty()),
        environment);
  }

  private LogFormat format() {
    if (format != null) {
      return format;
    }
    return streams.terminal() && !json ? LogFormat.PROGRESS : LogFormat.PLAIN;
  }

  private Terminal terminal() {
    var out = json ? streams.err() : streams.out();
    if (quiet) {
      return Terminal.file(OutputStream.nullOutputStream());
    }
    if (!streams.terminal() || noColor) {
      return new Terminal(out, 0, false);
    }
    if (format() == LogFormat.PROGRESS) {
      out.print(CLEAR);
    }
    return new Terminal(out, columns(), true);
  }

  private static int columns() {
    var said = System.getenv().getOrDefault("COLUMNS", "");
    return said.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(said) : USUAL_COLUMNS;
  }
}
