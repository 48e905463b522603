package dev.dyno.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Origin;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.policy.GateFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Forks of the same code that run at one of two speeds, as the JIT has it.
class SpeedsTest {

  private static final List<Integer> LOOKS = List.of(4, 6, 8, 12, 16, 24);
  private static final Judge JUDGE = new Judge(Rule.of(LOOKS));

  /// The candidate was slow in five of six pairs, and the baseline never: one chance in 200 for
  /// code whose forks are slow by a coin, which the trimmed mean took for certain.
  @Test
  void five_pairs_of_six_that_agree_may_be_luck_and_the_interval_says_so() {
    var judgement =
        JUDGE.judge(Pairs.withLogRatios(0.34, 0.33, 0.35, 0.01, 0.33, 0.34), Metric.TIME);

    assertThat(judgement.orElseThrow().verdict()).isInstanceOf(Verdict.Undecided.class);
    assertThat(judgement.get().effect().interval().low()).isLessThanOrEqualTo(0);
  }

  /// By one pair in 256 the same code does so; but doubling is beyond what speeds differ by.
  @Test
  void four_pairs_that_agree_are_too_few_unless_it_is_doubled() {
    assertThat(JUDGE.judge(Pairs.withLogRatios(0.34, 0.33, 0.35, 0.34), Metric.TIME).orElseThrow())
        .matches(Judgement::open);
    assertThat(JUDGE.judge(Pairs.withLogRatios(0.74, 0.73, 0.75, 0.74), Metric.TIME).orElseThrow())
        .matches(it -> it.verdict() instanceof Verdict.Regressed);
  }

  /// The rule promises 1 in 100 a side, and 1 in 400 to one of a gate of 20. Before, 1.7 and 1.0 %
  /// were called dearer where half of the forks are 40 % slower.
  @ParameterizedTest
  @CsvSource({"0.1, 0.4", "0.3, 0.2", "0.5, 0.1", "0.5, 0.2", "0.5, 0.4"})
  void the_same_code_at_two_speeds_is_hardly_ever_called_changed(double slow, double gap) {
    var random = new Random(7);
    var strict = new Judge(Rule.of(LOOKS).among(20, 0.05, Map.of()));
    int runs = 2000;
    int dearer = 0;
    int cheaper = 0;
    int strictly = 0;
    int covered = 0;
    for (int run = 0; run < runs; run++) {
      var pairs = comparison("a.B.c", pairs(random, slow, slow, gap));
      var judgement = JUDGE.judge(pairs, Metric.TIME).orElseThrow();
      dearer += judgement.verdict() instanceof Verdict.Regressed ? 1 : 0;
      cheaper += judgement.verdict() instanceof Verdict.Improved ? 1 : 0;
      var interval = judgement.effect().interval();
      covered += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
      strictly +=
          strict.judge(pairs, Metric.TIME).orElseThrow().verdict() instanceof Verdict.Regressed
              ? 1
              : 0;
    }
    assertThat(dearer).isLessThanOrEqualTo(runs / 100);
    assertThat(cheaper).isLessThanOrEqualTo(runs / 100);
    assertThat(strictly).isLessThanOrEqualTo(runs / 400);
    assertThat(covered).isGreaterThanOrEqualTo(runs * 95 / 100); // what an interval promises
  }

  /// Of more speeds than two, more than one difference agrees; pairs then stray by whole steps.
  @ParameterizedTest
  @CsvSource({"3, 0.2", "5, 0.15", "9, 0.08"})
  void the_same_code_at_many_speeds_is_hardly_ever_called_changed(int speeds, double step) {
    var random = new Random(11);
    int runs = 10_000;
    int dearer = 0;
    int cheaper = 0;
    for (int run = 0; run < runs; run++) {
      var pairs = new ArrayList<Pair>();
      for (int i = 0; i < 24; i++) {
        int candidate = random.nextInt(speeds);
        int apart = candidate - random.nextInt(speeds);
        pairs.add(Pairs.pair(i, apart * Math.log1p(step) + 0.005 * random.nextGaussian(), 0));
      }
      var judgement = JUDGE.judge(comparison("a.B.c", pairs), Metric.TIME).orElseThrow();
      dearer += judgement.verdict() instanceof Verdict.Regressed ? 1 : 0;
      cheaper += judgement.verdict() instanceof Verdict.Improved ? 1 : 0;
    }
    assertThat(dearer).isLessThanOrEqualTo(runs / 100);
    assertThat(cheaper).isLessThanOrEqualTo(runs / 100);
  }

  /// Before, one gate in seven of 20 such benchmarks alarmed.
  @Test
  void a_gate_of_twenty_benchmarks_with_two_speeds_alarms_in_at_most_one_of_twenty() {
    var random = new Random(8);
    int alarms = 0;
    int gates = 100;
    for (int gate = 0; gate < gates; gate++) {
      var comparisons = new ArrayList<Comparison>();
      for (int i = 0; i < 20; i++) {
        comparisons.add(comparison("a.B.c" + i, pairs(random, 0.5, 0.5, 0.4)));
      }
      var names = comparisons.stream().map(Comparison::benchmark).toList();
      var gated = GateJudge.of(terms(), LOOKS, names).judge(comparisons).gated();
      alarms += gated.decision() == Gated.Decision.REGRESSED ? 1 : 0;
    }
    assertThat(alarms).isLessThanOrEqualTo(gates / 20);
  }

  @Test
  void code_that_is_slow_in_nine_forks_of_ten_instead_of_one_is_still_found() {
    var random = new Random(9);
    int found = 0;
    for (int run = 0; run < 500; run++) {
      var pairs = comparison("a.B.c", pairs(random, 0.1, 0.9, 0.4));
      var verdict = JUDGE.judge(pairs, Metric.TIME).orElseThrow().verdict();
      found += verdict instanceof Verdict.Regressed ? 1 : 0;
    }
    assertThat(found).isGreaterThan(490);
  }

  @Test
  void the_speeds_are_told_and_the_mean_is_what_is_shown() {
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < 24; i++) {
      pairs.add(Pairs.pair(i, i % 3 == 0 ? 0.3 : 0.001 * i, 0));
    }
    var judgement = JUDGE.judge(comparison("a.B.c", pairs), Metric.TIME).orElseThrow();
    var speeds = judgement.speeds().orElseThrow();

    assertThat(speeds.slowBaseline()).isZero();
    assertThat(speeds.slowCandidate()).isEqualTo(8);
    assertThat(speeds.forks()).isEqualTo(judgement.effect().pairs()).isEqualTo(24);
    double mean =
        pairs.stream()
            .mapToDouble(pair -> Metric.TIME.logRatio(pair).orElseThrow())
            .average()
            .orElseThrow();
    assertThat(Math.log1p(judgement.effect().ratio())).isCloseTo(mean, within(1e-12));
    var steady = Pairs.withLogRatios(0.01, -0.01, 0.02, 0.015, -0.02, 0.01);
    assertThat(JUDGE.judge(steady, Metric.TIME).orElseThrow().speeds()).isEmpty();
  }

  private static List<Pair> pairs(Random random, double slow, double slowCandidate, double gap) {
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < 24; i++) {
      double ratio =
          (random.nextDouble() < slowCandidate ? Math.log1p(gap) : 0)
              - (random.nextDouble() < slow ? Math.log1p(gap) : 0);
      pairs.add(Pairs.pair(i, ratio + 0.02 * random.nextGaussian(), 0));
    }
    return pairs;
  }

  private static Comparison comparison(String benchmark, List<Pair> pairs) {
    var plain = Pairs.comparison(pairs, Ending.finished());
    return new Comparison(
        plain.toggle(),
        benchmark,
        new TreeMap<>(),
        plain.baseline(),
        plain.candidate(),
        plain.metric(),
        plain.target(),
        pairs,
        List.of(),
        plain.ending());
  }

  private static Gate terms() {
    var origin = new Origin("a.jar", "", false, "00", "1.37");
    return new Gate(
        origin,
        origin,
        List.of(GateFile.usual().thresholds().getFirst()),
        List.of(),
        1,
        24,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
