package dev.dyno.bench.suite;

import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.logs.LogFormat;
import dev.dyno.engine.logs.Routine;
import dev.dyno.engine.logs.Terminal;
import dev.dyno.engine.metrics.AuthLookup;
import dev.dyno.engine.metrics.AuthLookupEvent;
import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.metrics.Operation;
import dev.dyno.engine.metrics.OperationEvent;
import dev.dyno.engine.metrics.Outcome;
import dev.dyno.engine.metrics.Prometheus;
import dev.dyno.engine.metrics.TarEntryEvent;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.registry.RegistryAuth;
import dev.dyno.engine.registry.RegistryLogin;
import dev.dyno.engine.runtime.BreakerPolicy;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.Endpoint;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What the engine pays for its metrics, in the shortest operations that it does.
///
/// **Hypothesis**: less than 1 % of each: a call of the daemon takes hundreds of microseconds and
/// two clock readings; an archive is counted once; a log line is counted by who writes it anyhow,
/// and read at a scrape; a cached login pays one counter beside the look at the configuration's
/// file (a login given as a literal needs no such look and takes 30 ns: there it is a third).
/// **Baseline**: `off`, no registry at all, and events that nobody records. `on` counts in a
/// Prometheus registry; `jfr` does so, too, while a recording takes all events of the engine;
/// `hundredfold` does what `on` does for an operation a hundred times, since no machine like CI
/// tells 1 % of a call over a socket: when that costs less than the operation itself, `on` costs
/// less than 1 %, caches that the repetition warms apart. A log line has no such arm: its counters
/// are the sink's own, on or off.
/// **Unit**: ns/op of one call, line, archive or login. **Command**: `java -cp
/// bench/target/dyno-bench.jar org.openjdk.jmh.Main MetricsBenchmark`, for the ping with the
/// address of a `dyno daemon` as `-jvmArgsAppend -Ddyno.stand.daemon=tcp://127.0.0.1:…`
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MetricsBenchmark {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int LINES = 1_000;
  private static final int FILES = 100;
  private static final int HUNDREDFOLD = 100;
  private static final String SERVER = "registry.test:5000";

  /// User `u`, password `p`.
  private static final String CONFIG = "{\"auths\":{\"%s\":{\"auth\":\"dTpw\"}}}".formatted(SERVER);

  private static final List<String> EVENTS =
      List.of("dyno.Operation", "dyno.LogFlush", "dyno.TarEntry", "dyno.AuthLookup", "dyno.Pull");

  /// The shortest call of a daemon.
  @Benchmark
  public void ping(Called daemon) throws Exception {
    daemon.runtime.ping(Deadline.after(LIMIT));
    for (int more = daemon.more(); more > 0; more--) {
      observation(daemon);
    }
  }

  /// What is added to each call of the daemon, and nothing else: this by [#ping] is the share that
  /// a machine too noisy to see the difference of two pings cannot show.
  @Benchmark
  public void observation(Called daemon) {
    var event = OperationEvent.begun();
    long begun = System.nanoTime();
    daemon.counted.operation(Operation.PING, Outcome.OK, System.nanoTime() - begun);
    event.ended(Operation.PING, "ping", Outcome.OK);
  }

  /// One line of a log, of a thousand and a flush.
  @Benchmark
  @OperationsPerInvocation(LINES)
  public void line(Logged log) throws IOException {
    for (int i = 0; i < LINES; i++) {
      log.routine.line(LogProducers.LINE);
    }
    log.log.flush();
  }

  /// One archive of a hundred files of 2 KiB.
  @Benchmark
  public long archive(Archived tree) throws IOException {
    for (int more = tree.more(); more > 0; more--) {
      tree.count();
    }
    try (var in = tree.context.open(tree.root)) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /// One login that is in the cache.
  @Benchmark
  public Optional<RegistryLogin> login(Known known) throws Exception {
    for (int more = known.more(); more > 0; more--) {
      known.count();
    }
    return known.auth.login(SERVER);
  }

  /// The metrics of this arm.
  @State(Scope.Benchmark)
  public abstract static class Measured {

    /// `off`, `on`; `jfr`: on, and a recording of all the engine's events; `hundredfold`: on, and
    /// 99 times more of it.
    @Param({"off", "on", "jfr", "hundredfold"})
    public String metrics = "off";

    private @Nullable Prometheus prometheus;
    private @Nullable Recording recording;

    /// Begins what this arm has beside the work.
    @Setup(Level.Trial)
    public void begin() throws Exception {
      switch (metrics) {
        case "off" -> open(Metrics.none());
        case "on", "hundredfold" -> open(counted());
        case "jfr" -> {
          record();
          open(counted());
        }
        default -> throw new IllegalArgumentException("metrics '%s'".formatted(metrics));
      }
    }

    /// How often an operation is counted beside its own counting.
    int more() {
      return metrics.equals("hundredfold") ? HUNDREDFOLD - 1 : 0;
    }

    private Metrics counted() {
      var made = new Prometheus();
      prometheus = made;
      return made.metrics();
    }

    private void record() {
      var made = new Recording();
      made.setMaxSize(16 << 20);
      EVENTS.forEach(made::enable);
      made.start();
      recording = made;
    }

    /// Begins the work.
    abstract void open(Metrics counted) throws Exception;

    /// Ends the work.
    abstract void shut() throws Exception;

    /// Ends all, and checks that this arm has counted, or not, as its name says.
    @TearDown(Level.Trial)
    public void end() throws Exception {
      shut();
      if (prometheus != null) {
        var text = prometheus.scrape();
        if (text.lines().noneMatch(line -> line.startsWith(counter()) && !line.endsWith(" 0.0"))) {
          throw new IllegalStateException("'%s' counted nothing".formatted(counter()));
        }
        prometheus.close();
      }
      if (recording != null) {
        recording.close();
      }
    }

    /// Whose value must be above 0 when the metrics are on.
    abstract String counter();
  }

  /// A daemon.
  public static class Called extends Measured {
    private Metrics counted = Metrics.none();
    private ContainerRuntime runtime =
        ContainerRuntime.at(MeasuredEngine.fromProperties().daemon());

    @Override
    void open(Metrics metrics) throws Exception {
      counted = metrics;
      runtime.close();
      var daemon = Endpoint.parse(MeasuredEngine.fromProperties().daemon().toString());
      runtime = ContainerRuntime.at(daemon, BreakerPolicy.standard(), counted);
    }

    @Override
    void shut() throws Exception {
      runtime.close();
    }

    @Override
    String counter() {
      return "dyno_operation_seconds_count{operation=\"ping\"";
    }
  }

  /// A log that takes no time to show a line.
  public static class Logged extends Measured {
    private LogAggregator log = log(Metrics.none());
    private Routine routine = log.open("unused");

    @Override
    void open(Metrics counted) throws Exception {
      log.close();
      log = log(counted);
      routine = log.open("[4f2a00 (golang:1.25)]");
    }

    private static LogAggregator log(Metrics counted) {
      return LogAggregator.start(
          MeasuredEngine.fromProperties().toggles(),
          LogFormat.PLAIN,
          Terminal.file(OutputStream.nullOutputStream()),
          InstantSource.system(),
          counted);
    }

    @Override
    void shut() throws Exception {
      log.close();
    }

    @Override
    String counter() {
      return "dyno_log_lines_total";
    }
  }

  /// A tree of small files.
  public static class Archived extends Measured {
    private Metrics counted = Metrics.none();
    private BuildContext context = context(Metrics.none());
    private Path root = Path.of("");

    @Override
    void open(Metrics metrics) throws Exception {
      counted = metrics;
      context = context(counted);
      root = Files.createTempDirectory("metrics");
      for (int i = 0; i < FILES; i++) {
        Files.write(root.resolve("file%03d.bin".formatted(i)), new byte[2 << 10]);
      }
    }

    /// What an archive adds, and nothing else.
    void count() {
      for (int i = 0; i < FILES; i++) {
        TarEntryEvent.begun().ended(2 << 10);
      }
      counted.archived(FILES, FILES * (2L << 10));
    }

    private static BuildContext context(Metrics counted) {
      var toggles = MeasuredEngine.fromProperties().toggles();
      return BuildContext.chosenBy(toggles, Buffers.chosenBy(toggles), counted);
    }

    @Override
    void shut() throws Exception {
      Scratch.delete(root);
    }

    @Override
    String counter() {
      return "dyno_context_entries_total";
    }
  }

  /// A login that was worked out before, from a configuration file that is there.
  public static class Known extends Measured {
    private Metrics counted = Metrics.none();
    private RegistryAuth auth = auth(Path.of("absent"), Metrics.none());
    private Path folder = Path.of("");

    @Override
    void open(Metrics metrics) throws Exception {
      counted = metrics;
      folder = Files.createTempDirectory("metrics");
      var config = Files.writeString(folder.resolve("config.json"), CONFIG);
      auth = auth(config, counted);
      var _ = auth.login(SERVER);
    }

    /// What a login adds, and nothing else.
    void count() {
      AuthLookupEvent.cached(SERVER);
      counted.authLookup(AuthLookup.CACHED);
    }

    private static RegistryAuth auth(Path config, Metrics counted) {
      return RegistryAuth.chosenBy(
          Toggles.parse("auth-cache"),
          new RegistryAccounts(Map.of(), new DockerConfig(config, Optional.empty()), Map.of()),
          counted);
    }

    @Override
    void shut() throws Exception {
      Scratch.delete(folder);
    }

    @Override
    String counter() {
      return "dyno_auth_lookups_total{result=\"cached\"";
    }
  }
}
