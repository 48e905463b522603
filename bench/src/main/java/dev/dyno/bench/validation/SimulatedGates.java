package dev.dyno.bench.validation;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Glob;
import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Origin;
import dev.dyno.reports.measurement.Provenance;
import dev.dyno.reports.measurement.Threshold;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.measurement.WhenUndecided;
import dev.dyno.reports.verdict.GateJudge;
import dev.dyno.reports.verdict.Gated;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.Metric;
import dev.dyno.reports.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// Whole gates of unchanged code: each recorded benchmark is in them twice, all are judged together
/// by the real [GateJudge], and each stops where it would.
///
/// @param threshold of each, as a share
/// @param looks of each
record SimulatedGates(Recording recording, double threshold, List<Integer> looks) {

  private static final int COPIES = 2;

  /// So many gates.
  GateScore run(int gates, long seed) {
    var noises = new ArrayList<Noise>();
    for (int copy = 0; copy < COPIES; copy++) {
      recording.benchmarks().forEach(each -> noises.add(Noise.of(recording.of(each, "turns"))));
    }
    var all =
        IntStream.range(0, gates)
            .parallel()
            .mapToObj(i -> said(noises, random(seed, i)))
            .reduce(new int[2], SimulatedGates::sum);
    return new GateScore(recording.state(), noises.size(), threshold, gates, all[0], all[1]);
  }

  private static int[] sum(int[] one, int[] other) {
    return new int[] {one[0] + other[0], one[1] + other[1]};
  }

  private RandomGenerator random(long seed, int gate) {
    var cell = "gate/%s/%s/%d".formatted(recording.state(), threshold, gate);
    return RandomGeneratorFactory.of("L64X128MixRandom").create(31 * seed + Simulation.mixed(cell));
  }

  /// Whether a gate raised an alarm, and whether it passed.
  private int[] said(List<Noise> noises, RandomGenerator random) {
    var terms = terms();
    var names = IntStream.range(0, noises.size()).mapToObj(i -> "recorded.B" + i + ".b").toList();
    var judge = GateJudge.of(terms, looks, names);
    var comparisons = new ArrayList<Comparison>();
    for (int i = 0; i < noises.size(); i++) {
      var pairs = noises.get(i).draw(looks.getLast(), 0, random);
      var whole = Drawn.comparison(names.get(i), pairs);
      // A judge stops at its first verdict, so that what it took is what it would have asked for.
      int used = judge.judge(whole, Metric.TIME).orElseThrow().effect().pairs();
      comparisons.add(Drawn.comparison(names.get(i), pairs.subList(0, used)));
    }
    var judged = Judged.of(measurement(terms, comparisons));
    boolean alarm =
        judged.judgements().stream().anyMatch(each -> each.verdict() instanceof Verdict.Regressed);
    boolean passed = judged.gate().orElseThrow().decision() == Gated.Decision.PASS && !alarm;
    return new int[] {alarm ? 1 : 0, passed ? 1 : 0};
  }

  private Gate terms() {
    var same = new Origin("recorded", "", false, "", "unknown");
    return new Gate(
        same,
        same,
        List.of(new Threshold(Glob.ALL, Metric.TIME.label(), threshold, WhenUndecided.WARN, true)),
        List.of(),
        1,
        looks.getLast(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private Measurement measurement(Gate terms, List<Comparison> comparisons) {
    return new Measurement(
        Measurement.SCHEMA,
        "gate",
        Instant.EPOCH,
        Duration.ZERO,
        new Design("recorded", TurnOrder.TURNS, 1, looks, List.of(), "none"),
        new Provenance("recorded", "unknown", false),
        new Machine("recorded", "recorded", 1, 0, "recorded", -1),
        comparisons,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of(terms));
  }
}
