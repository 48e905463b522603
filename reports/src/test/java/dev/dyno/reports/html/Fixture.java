package dev.dyno.reports.html;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Fact;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Provenance;
import dev.dyno.reports.measurement.Surroundings;
import dev.dyno.reports.measurement.Target;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.measurement.Variant;
import dev.dyno.reports.verdict.Judge;
import dev.dyno.reports.verdict.Metric;
import dev.dyno.reports.verdict.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// A run as a small shared machine gives it, from a fixed seed, judged by the real [Judge].
final class Fixture {

  private static final List<Integer> LOOKS = List.of(4, 6, 8, 12, 16, 24);
  private static final String PACKAGE = "dev.dyno.bench.suite.";

  /// Would leave its element and run, if it were not escaped.
  static final String ATTACK = "</script><script>window.owned = 1</script>";

  /// Would leave its attribute.
  static final String QUOTE = "\" onload=\"window.owned = 2";

  private final Random random = new Random(7);
  private final int turns;

  /// @param turns of each fork, warm-up included
  Fixture(int turns) {
    this.turns = turns;
  }

  /// What one side costs.
  ///
  /// @param micros an operation
  /// @param bytes an operation
  record Cost(double micros, double bytes) {}

  /// How much forks differ, as a log ratio.
  record Noise(double forks, double turns) {}

  static Measurement measurement() {
    return new Fixture(60).run();
  }

  static Measurement of(List<Comparison> comparisons, List<Fact> facts, List<String> missing) {
    return new Measurement(
        Measurement.SCHEMA,
        "compare",
        Instant.parse("2026-11-24T04:14:00Z"),
        Duration.ofSeconds(1113),
        new Design(
            "pr",
            TurnOrder.TURNS,
            20_261_124,
            LOOKS,
            List.of("scripts/dyno", "compare", "--profile", "pr", "--seed", "20261124"),
            "embedded"),
        new Provenance("0.1.0", "70d2c7e1f0a94b6e8d35c2917ab04f6de8813c59", true),
        new Machine(
            "Linux 6.1.0-28-amd64",
            "AMD EPYC 7B13",
            2,
            8_321_499_136L,
            "Eclipse Adoptium 25.0.1+8",
            0.5),
        comparisons,
        facts,
        missing);
  }

  /// A run in which every name is an attack.
  static Measurement hostile() {
    var first = measurement().comparisons().getFirst();
    var pairs =
        first.pairs().stream()
            .map(
                pair ->
                    new Pair(
                        pair.index(),
                        in(pair.baseline(), ATTACK),
                        in(pair.candidate(), ATTACK),
                        pair.surroundings()))
            .toList();
    var comparison =
        new Comparison(
            QUOTE,
            first.benchmark(),
            new TreeMap<>(Map.of("source", ATTACK)),
            first.baseline(),
            first.candidate(),
            first.metric(),
            Optional.of(new Target("time/op", -0.8, ATTACK)),
            pairs,
            List.of(ATTACK),
            new Ending(Ending.Kind.CRASHED, ATTACK));
    return of(List.of(comparison), List.of(), List.of(ATTACK));
  }

  private Measurement run() {
    var quiet = new Noise(0.022, 0.05);
    var loud = new Noise(0.075, 0.20);
    var comparisons =
        List.of(
            comparison(
                "auth-cache",
                "RegistryAuthBenchmark.resolve",
                Map.of("source", "helper"),
                Optional.of(new Target("time/op", -0.8, "80 % less time to resolve credentials")),
                pairs(24, new Cost(812.4, 41_200), new Cost(3.1, 512), quiet)),
            comparison(
                "parallel-pulls",
                "ImagePullBenchmark.pull",
                Map.of("layers", "8", "latency", "20ms"),
                Optional.of(new Target("time/op", -0.7, "70 % less time for an image of 8 layers")),
                pairs(24, new Cost(164_200, 2_410_000), new Cost(59_100, 2_640_000), quiet)),
            comparison(
                "bandwidth-limit",
                "ImagePullBenchmark.pull",
                Map.of("layers", "1", "latency", "0ms"),
                Optional.empty(),
                pairs(24, new Cost(21_300, 310_400), new Cost(21_330, 310_400), quiet)),
            comparison(
                "streaming-tar",
                "BuildContextBenchmark.archive",
                Map.of("files", "400"),
                Optional.of(new Target("time/op", -0.1, "10 % less time to archive a context")),
                pairs(24, new Cost(4_830, 1_900_000), new Cost(4_760, 240_000), loud)),
            comparison(
                "pooled-buffers",
                "LogStreamBenchmark.copy",
                Map.of(),
                Optional.empty(),
                pairs(24, new Cost(212.7, 65_712), new Cost(211.9, 176), quiet)),
            comparison(
                "eager-cleanup",
                "LifecycleBenchmark.stopAndRemove",
                Map.of("containers", "16"),
                Optional.empty(),
                pairs(24, new Cost(1_480, 96_100), new Cost(1_742, 97_900), quiet)),
            crashed());
    return of(
        comparisons.stream().map(Fixture::untilDecided).toList(),
        List.of(
            new Fact(
                "auth-cache",
                "RegistryAuthBenchmark.resolve source=helper",
                "processes started",
                400,
                400,
                1,
                "JFR jdk.ProcessStart",
                true),
            new Fact(
                "parallel-pulls",
                "ImagePullBenchmark.pull latency=20ms layers=8",
                "requests",
                50,
                450,
                450,
                "registry",
                true)),
        List.of("streaming-tar on JDK jdk:/opt/jdk-26: no such JDK on this machine"));
  }

  private static Comparison crashed() {
    return new Comparison(
        "virtual-workers",
        PACKAGE + "LifecycleBenchmark.burst",
        new TreeMap<>(Map.of("containers", "256")),
        variant("none"),
        variant("virtual-workers"),
        "time/op",
        Optional.of(new Target("time/op", -0.3, "30 % less time for a burst of 256 containers")),
        List.of(),
        List.of("pair 1: the candidate's fork died with exit code 1"),
        new Ending(
            Ending.Kind.CRASHED,
            "java.lang.OutOfMemoryError: unable to create native thread, 3 times in a row"));
  }

  /// Drops the pairs that a run would not have measured, since its verdict had fallen.
  private static Comparison untilDecided(Comparison whole) {
    var judgement = new Judge(Rule.of(LOOKS)).judge(whole, Metric.TIME);
    int needed = judgement.map(found -> found.effect().pairs()).orElse(0);
    return with(whole, whole.pairs().subList(0, needed));
  }

  static Comparison with(Comparison old, List<Pair> pairs) {
    return new Comparison(
        old.toggle(),
        old.benchmark(),
        old.params(),
        old.baseline(),
        old.candidate(),
        old.metric(),
        old.target(),
        pairs,
        old.dropped(),
        old.ending(),
        old.regime());
  }

  static Fork with(Fork old, List<Turn> turns) {
    return new Fork(
        old.pid(), old.jvm(), old.jmh(), old.unit(), old.contextSwitches(), old.jvmArgs(), turns);
  }

  private static Fork in(Fork old, String unit) {
    return new Fork(
        old.pid(), old.jvm(), old.jmh(), unit, old.contextSwitches(), old.jvmArgs(), old.turns());
  }

  static Turn scored(Turn old, double score) {
    return new Turn(
        old.warmup(),
        old.first(),
        score,
        old.operations(),
        old.wallNanos(),
        old.threadCpuNanos(),
        old.processCpuNanos(),
        old.allocatedBytes(),
        old.gcCount(),
        old.gcMillis(),
        old.compileMillis());
  }

  static Variant variant(String toggle) {
    var own = List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");
    var all = new ArrayList<>(own);
    all.add("-Ddyno.toggles=" + toggle);
    return new Variant(toggle, "Eclipse Adoptium 25.0.1+8", all);
  }

  static Comparison comparison(
      String toggle,
      String benchmark,
      Map<String, String> params,
      Optional<Target> target,
      List<Pair> pairs) {
    return new Comparison(
        toggle,
        PACKAGE + benchmark,
        new TreeMap<>(params),
        variant("none"),
        variant(toggle),
        "time/op",
        target,
        pairs,
        toggle.equals("streaming-tar")
            ? List.of("pair 3: 14 % of the CPU time was stolen; the design allows 5 %")
            : List.of(),
        Ending.finished());
  }

  List<Pair> pairs(int count, Cost baseline, Cost candidate, Noise noise) {
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < count; i++) {
      pairs.add(
          new Pair(
              i,
              fork(baseline, noise),
              fork(candidate, noise),
              new Surroundings(7.2, 0.002, 0.03, 1.4)));
    }
    return pairs;
  }

  private Fork fork(Cost cost, Noise noise) {
    double luck = Math.exp(noise.forks() * random.nextGaussian());
    var turn = new ArrayList<Turn>();
    int warmups = turns / 4;
    for (int i = 0; i < turns; i++) {
      boolean warmup = i < warmups;
      boolean collects = i % 9 == 4 && cost.bytes() > 100_000;
      double cold = warmup ? 1 + 1.6 * Math.exp(-4.0 * i / warmups) : 1;
      double wobble = Math.exp(noise.turns() * Math.abs(random.nextGaussian()));
      double micros = cost.micros() * luck * cold * wobble * (collects ? 1.12 : 1);
      long operations = Math.max(1, Math.round(20_000 / micros));
      long wall = Math.round(operations * micros * 1000);
      turn.add(
          new Turn(
              warmup,
              random.nextBoolean(),
              micros,
              operations,
              wall,
              Math.round(wall * 0.8),
              Math.round(wall * 0.9),
              Math.round(operations * cost.bytes()),
              collects ? 1 : 0,
              collects ? 2 : 0,
              warmup ? Math.round(40.0 / (i + 1)) : random.nextInt(12) == 0 ? 1 : 0));
    }
    return new Fork(4711, "Temurin 25.0.1", "1.37", "us/op", 312, List.of("-Xmx512m"), turn);
  }
}
