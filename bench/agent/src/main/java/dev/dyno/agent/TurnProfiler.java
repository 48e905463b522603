package dev.dyno.agent;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.util.Version;

/// A JMH profiler that lets its fork run an iteration only when the coordinator says so.
///
/// Used as `-prof dev.dyno.agent.TurnProfiler:port=N;token=T`. The waiting lies outside the timed
/// slice: JMH calls [#beforeIteration] before it releases the benchmark's threads, and
/// [#afterIteration] when all have stopped.
///
/// When the coordinator goes away, the next turn fails, and with it the fork: none outlives its
/// run.
public final class TurnProfiler implements InternalProfiler {

  private static final int HOST_GONE = 143;

  private final int port;
  private final String token;
  private final Meters meters = new Meters();
  private @Nullable Line line;

  @SuppressWarnings("UnusedVariable") // held, so that nobody wonders who waits
  private @Nullable CompletableFuture<Void> hostGone;

  private Meters.Reading before = Meters.Reading.ZERO;

  /// Called by JMH, in the host and in the fork; connects to nothing yet.
  ///
  /// @param options `port=N;token=T`
  /// @throws ProfilerException when one is missing
  public TurnProfiler(String options) throws ProfilerException {
    Map<String, String> given = new LinkedHashMap<>();
    for (String option : options.split(";", -1)) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        given.put(option.substring(0, equals), option.substring(equals + 1));
      }
    }
    String givenPort = given.get("port");
    String givenToken = given.get("token");
    if (givenPort == null || givenToken == null) {
      throw new ProfilerException(
          "options '" + options + "' lack port=N;token=T: this profiler is started by Dyno");
    }
    this.port = Integer.parseInt(givenPort);
    this.token = givenToken;
  }

  @Override
  public String getDescription() {
    return "Takes turns with the other fork of a pair (Dyno)";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    try {
      Line open = line;
      if (open == null) {
        open = Line.connect(port, token, introduction(benchmark));
        line = open;
        hostGone = endWithTheHost();
      }
      open.awaitTurn(iteration.getType() == IterationType.WARMUP);
    } catch (IOException gone) {
      throw new IllegalStateException(
          "the coordinator of this fork is gone: " + gone.getMessage(), gone);
    }
    before = meters.read();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Meters.Reading used = meters.since(before);
    Line open = line;
    if (open == null) {
      throw new IllegalStateException("an iteration ended that never began");
    }
    if (result.getRawPrimaryResults().isEmpty()) { // the benchmark threw: JMH is about to say so
      return Collections.emptyList();
    }
    try {
      open.report(
          result.getPrimaryResult().getScore(),
          result.getScoreUnit(),
          result.getMetadata().getAllOps(),
          used,
          samples(benchmark, iteration, result));
    } catch (IOException gone) {
      throw new IllegalStateException(
          "the coordinator of this fork is gone: " + gone.getMessage(), gone);
    }
    return Collections.emptyList();
  }

  /// How long single invocations took; nothing where JMH only timed them together, or warmed up.
  private static SortedMap<Integer, Long> samples(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    return benchmark.getMode() == Mode.SampleTime
            && iteration.getType() == IterationType.MEASUREMENT
        ? Samples.of(result.getPrimaryResult().getStatistics())
        : Collections.emptySortedMap();
  }

  /// A fork whose host was killed would run on in its invocation, beside every later pair.
  private static CompletableFuture<Void> endWithTheHost() {
    return ProcessHandle.current()
        .parent()
        .map(host -> host.onExit().thenRun(() -> Runtime.getRuntime().halt(HOST_GONE)))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  private static Map<String, String> introduction(BenchmarkParams benchmark) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("pid", Long.toString(ProcessHandle.current().pid()));
    said.put(
        "jvm", System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
    said.put("jmh", jmhVersion());
    said.put("benchmark", benchmark.getBenchmark());
    said.put("threads", Integer.toString(benchmark.getThreads()));
    said.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    said.put("control", own());
    said.put("flags", String.join("\n", ManagementFactory.getRuntimeMXBean().getInputArguments()));
    said.put("warmups", Integer.toString(benchmark.getWarmup().getCount()));
    said.put("turns", Integer.toString(benchmark.getMeasurement().getCount()));
    return said;
  }

  /// The system's number of this thread; empty where it does not tell.
  private static String own() {
    try {
      return Files.readSymbolicLink(Paths.get("/proc/thread-self")).getFileName().toString();
    } catch (IOException | UnsupportedOperationException elsewhere) {
      return "";
    }
  }

  static String jmhVersion() {
    try {
      return Version.getPlainVersion();
    } catch (LinkageError older) {
      return "unknown";
    }
  }
}
