package dev.dyno.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.agent.TurnProfiler;
import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.measurement.TurnOrder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Jars that are not ours, built against another JMH than ours, unmodified. Sampling, so that what
/// the agent reads of single invocations is tried on each version, too.
class OlderJmhTest {

  private static final String SOURCE =
      """
      package theirs;
      import org.openjdk.jmh.annotations.*;
      @State(Scope.Thread)
      @BenchmarkMode(Mode.SampleTime)
      @OutputTimeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
      @Fork(jvmArgsAppend = "-Dtheir.own=flag")
      public class Theirs {
        @Param({"3"}) public int n;
        @Benchmark public String work() {
          if (!"flag".equals(System.getProperty("their.own"))) {
            throw new IllegalStateException("the annotation's JVM argument was lost");
          }
          String flags = java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().toString();
          if (flags.contains("Tiered") || flags.contains("-Xmx")) {
            throw new IllegalStateException("the host's flags reached the fork: " + flags);
          }
          return "x".repeat(n) + System.nanoTime();
        }
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"1.32", "1.33", "1.34", "1.35", "1.36"})
  void forks_of_an_older_jmh_take_turns_and_keep_their_annotations_flags(String version)
      throws Exception {
    var jars = jars(version);
    var variant =
        new MeasuredVariant("theirs", Jdk.running(), classPath(jars), List.of(), new TreeMap<>());

    var measured = measure(variant);

    assertThat(measured.ending()).isEqualTo(Ending.finished());
    assertThat(measured.pairs()).hasSize(1);
    assertThat(measured.pairs())
        .allSatisfy(
            pair -> {
              assertThat(pair.baseline().jmh()).isEqualTo(version);
              assertThat(pair.candidate().measured()).hasSize(4);
              assertThat(pair.candidate().unit()).isEqualTo("ns/op");
              sampled(pair.baseline());
              sampled(pair.candidate());
            });
  }

  /// In the unit of the scores, which are means: half lie below twice the largest, and none takes a
  /// nanosecond.
  private static void sampled(Fork fork) {
    var latencies = fork.latencies().orElseThrow();
    double largest = fork.measured().stream().mapToDouble(Turn::score).max().orElseThrow();
    assertThat(latencies.samples()).isGreaterThanOrEqualTo(fork.measured().size());
    assertThat(latencies.quantile(0.5)).isBetween(10.0, 2.1 * largest);
    assertThat(latencies.quantile(0.99)).isGreaterThanOrEqualTo(latencies.quantile(0.5));
  }

  private Comparison measure(MeasuredVariant variant) throws IOException {
    var planned =
        new Plan.Planned(
            "older",
            "theirs.Theirs.work",
            new TreeMap<>(),
            variant,
            variant,
            "time/op",
            Optional.empty(),
            new Turns(2, 4, Duration.ofMillis(10)),
            0);
    var plan = new Plan(List.of(planned), TurnOrder.TURNS, List.of(1), 1, Duration.ofMinutes(2));
    var agent =
        Path.of(TurnProfiler.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (var trial = Trial.open(plan, agent, folder, new Silent())) {
      return trial.run(_ -> true).getFirst();
    }
  }

  private static List<Path> jars(String version) throws IOException {
    var jars = new ArrayList<Path>();
    for (var folder : List.of(version, "lib")) {
      try (var files = Files.list(Path.of("target", "jmh", folder))) {
        files.map(Path::toAbsolutePath).sorted().forEach(jars::add);
      }
    }
    return jars;
  }

  /// Compiles as their build would: with their JMH's own annotation processor, in a javac of its
  /// own, since one in this JVM would mix ours in.
  private List<Path> classPath(List<Path> jars) throws Exception {
    var source = Files.writeString(folder.resolve("Theirs.java"), SOURCE);
    var classes = Files.createDirectory(folder.resolve("classes"));
    var path = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    var javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
    var log = folder.resolve("javac.log");
    var process =
        new ProcessBuilder(
                javac, "-proc:full", "-cp", path, "-d", classes.toString(), source.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    var all = new ArrayList<Path>(List.of(classes));
    all.addAll(jars);
    return all;
  }

  private static final class Silent implements Trial.Listener {
    @Override
    public void paired(Plan.Planned planned, Pair pair) {}

    @Override
    public void dropped(Plan.Planned planned, String why) {}

    @Override
    public void looked(Plan.Planned planned, Comparison soFar) {}
  }
}
