package dev.dyno.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.reports.measurement.Ack;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Glob;
import dev.dyno.reports.measurement.Origin;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Threshold;
import dev.dyno.reports.measurement.WhenUndecided;
import dev.dyno.reports.policy.GateFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateJudgeTest {

  private static final List<Integer> LOOKS = List.of(4, 6, 8, 12, 16, 24);
  private static final double[] SLOWER = {0.2, 0.21, 0.19, 0.2, 0.2, 0.205};
  private static final double[] SAME = {0.001, -0.002, 0.003, -0.001};
  private static final double[] NOISE = {0.2, -0.3, 0.1, -0.1, 0.25, -0.2};

  @Test
  void unchanged_code_passes() {
    var gated = judge(terms(), of("a.B.c", SAME), of("a.B.d", SAME));

    assertThat(gated.decision()).isEqualTo(Gated.Decision.PASS);
    assertThat(gated.coverage()).isEqualTo(new Gated.Coverage(2, 2, 1));
    assertThat(gated.rows()).hasSize(4); // time and bytes of each
  }

  @Test
  void a_clear_slowdown_regresses_the_gate_and_no_other_row() {
    var gated = judge(terms(), of("a.B.c", SAME), of("a.B.d", SLOWER));

    assertThat(gated.decision()).isEqualTo(Gated.Decision.REGRESSED);
    assertThat(gated.count(GateRow.Standing.FAILS)).isEqualTo(1);
  }

  @Test
  void an_improvement_holds() {
    assertThat(judge(terms(), of("a.B.c", -0.7, -0.71, -0.69, -0.7)).decision())
        .isEqualTo(Gated.Decision.PASS);
  }

  @Test
  void the_last_threshold_that_matches_counts() {
    var terms =
        terms(
            new Threshold(new Glob("a.B.*"), "time/op", 0.5, WhenUndecided.WARN, true),
            new Threshold(new Glob("a.B.d"), "time/op", 0.05, WhenUndecided.WARN, true));

    assertThat(judge(terms, of("a.B.c", SLOWER)).decision()).isEqualTo(Gated.Decision.PASS);
    assertThat(judge(terms, of("a.B.d", SLOWER)).decision()).isEqualTo(Gated.Decision.REGRESSED);
  }

  @ParameterizedTest
  @EnumSource(WhenUndecided.class)
  void what_stays_undecided_follows_its_policy(WhenUndecided policy) {
    var gated =
        judge(terms(new Threshold(Glob.ALL, "time/op", 0.05, policy, true)), of("a.B.c", NOISE));

    assertThat(gated.decision())
        .isEqualTo(policy == WhenUndecided.WARN ? Gated.Decision.PASS : Gated.Decision.UNDECIDED);
    assertThat(gated.count(GateRow.Standing.WARNS)).isEqualTo(policy == WhenUndecided.WARN ? 1 : 0);
  }

  /// The upper bound is about +2 %: it may be cheaper by the threshold, but not dearer by it.
  @ParameterizedTest
  @EnumSource(WhenUndecided.class)
  void what_cannot_be_dearer_holds_though_it_may_be_cheaper(WhenUndecided policy) {
    var gated =
        judge(
            terms(new Threshold(Glob.ALL, "time/op", 0.05, policy, true)),
            of("a.B.c", -0.02, -0.035, -0.01, -0.025));

    assertThat(gated.decision()).isEqualTo(Gated.Decision.PASS);
    assertThat(word(gated)).isEqualTo("Undecided");
    assertThat(gated.rows().getFirst().standing()).isEqualTo(GateRow.Standing.HOLDS);
    assertThat(gated.rows().getFirst().sentence()).contains("a slowdown of 5 % is ruled out");
    var dearer =
        judge(
            terms(new Threshold(Glob.ALL, "time/op", 0.05, policy, true)),
            of("a.B.c", 0.02, 0.035, 0.01, 0.025)); // mirrored
    assertThat(dearer.rows().getFirst().standing()).isNotEqualTo(GateRow.Standing.HOLDS);
  }

  @Test
  void only_a_rerun_asks_for_more_pairs_than_usual() {
    var noisy = of("a.B.c", NOISE);
    var usual = terms(6, new Threshold(Glob.ALL, "time/op", 0.05, WhenUndecided.FAIL, true));
    var rerun = terms(6, new Threshold(Glob.ALL, "time/op", 0.05, WhenUndecided.RERUN, true));

    assertThat(GateJudge.of(usual, LOOKS, List.of("a.B.c")).open(noisy)).isFalse();
    assertThat(GateJudge.of(rerun, LOOKS, List.of("a.B.c")).open(noisy)).isTrue();
    assertThat(GateJudge.of(rerun, LOOKS, List.of("a.B.c")).open(of("a.B.c", SAME))).isFalse();
  }

  @Test
  void a_rerun_of_one_benchmark_costs_another_nothing_of_its_error() {
    var again = new Threshold(new Glob("a.B.c"), "time/op", 0.05, WhenUndecided.RERUN, true);
    var longer = List.of(4, 6, 8, 12, 16, 24, 36, 48);
    var names = List.of("a.B.c", "a.B.d");
    var mixed = GateJudge.of(terms(again), longer, names);
    var plain = GateJudge.of(terms(), LOOKS, names);
    var other = of("a.B.d", SLOWER);

    assertThat(mixed.judge(other, Metric.TIME)).isEqualTo(plain.judge(other, Metric.TIME));
    var rerun = of("a.B.c", SLOWER);
    assertThat(p(mixed, rerun)).isGreaterThan(p(plain, rerun));
  }

  /// Of being dearer, at its first look.
  private static double p(GateJudge judge, Comparison comparison) {
    return judge.judge(comparison, Metric.TIME).orElseThrow().looks().getFirst().pRegressed();
  }

  @Test
  void an_ack_accepts_what_it_allows_and_no_more() {
    assertThat(judge(acked(0.25), of("a.B.c", SLOWER)).decision()).isEqualTo(Gated.Decision.PASS);
    assertThat(judge(acked(0.25), of("a.B.c", SLOWER)).count(GateRow.Standing.ACKNOWLEDGED))
        .isEqualTo(1);
    assertThat(judge(acked(0.15), of("a.B.c", SLOWER)).decision())
        .isEqualTo(Gated.Decision.REGRESSED);
    assertThat(judge(acked(0.25), of("a.B.other", SLOWER)).decision())
        .isEqualTo(Gated.Decision.REGRESSED);
  }

  @Test
  void an_empty_result_is_never_green() {
    assertThat(judge(terms()).decision()).isEqualTo(Gated.Decision.UNCOVERED);
    assertThat(judge(terms(), of("a.B.c")).decision()).isEqualTo(Gated.Decision.UNCOVERED);
  }

  @Test
  void a_score_that_is_no_number_is_never_green() {
    var gated = judge(terms(), of("a.B.c", Double.NaN, Double.NaN, Double.NaN, Double.NaN));

    assertThat(gated.decision()).isEqualTo(Gated.Decision.UNCOVERED);
    assertThat(gated.rows())
        .anySatisfy(row -> assertThat(row.sentence()).contains("do not show time/op"));
  }

  @Test
  void a_crash_is_a_crash_whatever_its_pairs_said() {
    var crashed = new Ending(Ending.Kind.CRASHED, "it threw");
    var gated = judge(terms(), ended("a.B.c", crashed, SAME), of("a.B.d", SAME));

    assertThat(gated.decision()).isEqualTo(Gated.Decision.CRASHED);
  }

  @Test
  void a_spoiled_environment_is_no_verdict_but_hides_no_regression() {
    var spoiled = new Ending(Ending.Kind.ENVIRONMENT, "steal");

    assertThat(judge(terms(), ended("a.B.c", spoiled, SAME)).decision())
        .isEqualTo(Gated.Decision.ENVIRONMENT);
    assertThat(judge(terms(), ended("a.B.c", spoiled, SAME), of("a.B.d", SLOWER)).decision())
        .isEqualTo(Gated.Decision.REGRESSED);
  }

  @Test
  void a_cut_below_the_first_look_says_nothing() {
    var cut = new Ending(Ending.Kind.CUT, "stopped by the user");
    var gated = judge(terms(), ended("a.B.c", cut, 0.2, 0.2, 0.2), of("a.B.d", SAME));

    assertThat(gated.decision()).isEqualTo(Gated.Decision.UNCOVERED);
    assertThat(gated.rows().getFirst().sentence())
        .isEqualTo("no verdict: 3 pairs, and a verdict needs 4 (stopped by the user)");
  }

  @Test
  void what_somebody_stopped_does_not_pass_though_nothing_failed() {
    var stopped = new Ending(Ending.Kind.CUT, Ending.STOPPED);
    var spent = new Ending(Ending.Kind.CUT, "the budget was spent");

    var gated = judge(terms(), ended("a.B.c", stopped, SAME));

    assertThat(gated.decision()).isEqualTo(Gated.Decision.STOPPED);
    assertThat(gated.failsAsAWhole())
        .contains("stopped before its end: 1 of 1 comparisons got a verdict");
    assertThat(judge(terms(), ended("a.B.c", spent, SAME)).decision())
        .as("undecided: warn")
        .isEqualTo(Gated.Decision.PASS);
  }

  @Test
  void a_metric_that_pairs_do_not_show_asks_for_no_more_of_them() {
    var tail = new Threshold(Glob.ALL, "p99", 0.5, WhenUndecided.WARN, true);
    var judge =
        GateJudge.of(terms(List.of(tail), List.of(), 1, 24), List.of(4, 24), List.of("a.B.c"));

    assertThat(judge.open(of("a.B.c", 0.0, 0.0))).isTrue();
    assertThat(judge.open(of("a.B.c", SAME))).isFalse();
  }

  @Test
  void coverage_may_be_asked_for_less_than_all() {
    var cut = new Ending(Ending.Kind.CUT, "the budget was spent");
    var half = terms(0.5);

    var gated = judge(half, ended("a.B.c", cut, 0.2), of("a.B.d", SAME));
    assertThat(gated.decision()).isEqualTo(Gated.Decision.PASS);
    assertThat(gated.count(GateRow.Standing.WARNS)).isEqualTo(2);
    assertThat(judge(half, ended("a.B.c", cut, 0.2)).decision())
        .isEqualTo(Gated.Decision.UNCOVERED);
  }

  @Test
  void skipped_counts_as_judged_and_is_no_hypothesis() {
    var skipped = ended("a.B.c", new Ending(Ending.Kind.SKIPPED, "identical byte code"));
    var gated = judge(terms(), skipped);

    assertThat(gated.decision()).isEqualTo(Gated.Decision.PASS);
    assertThat(gated.rows().getFirst().verdict())
        .contains(new Verdict.Skipped("identical byte code"));
  }

  /// A p of 0.008 is a finding alone and among nine clear ones, but not among nine unchanged ones.
  @Test
  void many_comparisons_ask_more_of_each_and_holm_gives_back_what_clear_ones_leave() {
    var weak = of("a.B.weak", weaklySlower());
    var amongSame = new ArrayList<Comparison>(List.of(weak));
    var amongSlower = new ArrayList<Comparison>(List.of(weak));
    for (int i = 0; i < 9; i++) {
      amongSame.add(of("a.B.other" + i, SAME));
      amongSlower.add(of("a.B.other" + i, 0.8, 0.8, 0.801, 0.8));
    }

    assertThat(word(judge(onlyTime(), weak))).isEqualTo("Regressed");
    assertThat(word(judge(onlyTime(), amongSame.toArray(Comparison[]::new))))
        .isEqualTo("Undecided");
    assertThat(word(judge(onlyTime(), amongSlower.toArray(Comparison[]::new))))
        .isEqualTo("Regressed");
  }

  @Test
  void swapped_sides_mirror_every_verdict() {
    var random = new SplittableRandom(5);
    for (int run = 0; run < 40; run++) {
      double shift = random.nextDouble(-0.3, 0.3);
      var ratios = random.doubles(8, -0.02, 0.02).map(noise -> shift + noise).toArray();
      var mirrored = Arrays.stream(ratios).map(ratio -> -ratio).toArray();

      assertThat(word(judge(terms(), of("a.B.c", mirrored))))
          .isEqualTo(mirror(word(judge(terms(), of("a.B.c", ratios)))));
    }
  }

  /// 4,000 gates of 10 unchanged benchmarks each: at most 5 % may say Regressed.
  @Test
  void unchanged_code_is_called_regressed_in_at_most_one_gate_of_twenty() {
    var random = new java.util.Random(11);
    int alarms = 0;
    int gates = 4000;
    var terms = onlyTime();
    for (int gate = 0; gate < gates; gate++) {
      var comparisons = new Comparison[10];
      for (int i = 0; i < comparisons.length; i++) {
        comparisons[i] =
            of("a.B.c" + i, random.doubles(24).map(_ -> 0.1 * random.nextGaussian()).toArray());
      }
      alarms += judge(terms, comparisons).decision() == Gated.Decision.REGRESSED ? 1 : 0;
    }

    assertThat((double) alarms / gates).isLessThanOrEqualTo(0.05);
  }

  @Test
  void states_that_cannot_be_cannot_be_built() {
    var same = of("a.B.c", SAME);
    var judgement =
        GateJudge.of(terms(), LOOKS, List.of("a.B.c")).judge(same, Metric.TIME).orElseThrow();
    var threshold = terms().thresholds().getFirst();
    var ack = acked(0.2).acks().getFirst();
    var effect = judgement.effect();

    assertThatThrownBy(() -> new GateRow.Told(judgement, threshold, Optional.of(ack)))
        .hasMessageContaining("only a regression");
    assertThatThrownBy(() -> new GateRow.Unchanged(same, Metric.TIME, threshold))
        .hasMessageContaining("was not skipped");
    assertThatThrownBy(() -> new GateRow.Untold(same, Metric.TIME, threshold, " ", false))
        .hasMessageContaining("nobody says why");
    assertThatThrownBy(() -> new Gated.Coverage(1, 2, 1)).hasMessageContaining("2 of 1");
    assertThatThrownBy(
            () -> new Verdict.Regressed(new Effect(-0.1, new Interval(-0.2, 0, 0.95), 4)))
        .hasMessageContaining("only a dearer");
    assertThatThrownBy(() -> new Verdict.Improved(new Effect(0.1, new Interval(0, 0.2, 0.95), 4)))
        .hasMessageContaining("only a cheaper");
    assertThatThrownBy(
            () -> new Verdict.Equivalent(new Effect(0.1, new Interval(0, 0.2, 0.95), 4), 0.05))
        .hasMessageContaining("changed by 0.1");
    assertThatThrownBy(() -> new Verdict.Undecided(effect, 0)).hasMessageContaining("below 0");
    assertThatThrownBy(() -> new Verdict.Skipped("")).hasMessageContaining("without a reason");
    assertThatThrownBy(() -> new Verdict.Invalid(" ")).hasMessageContaining("without a reason");
  }

  /// A p between 0.05 / 10 and 0.01 at the second look; four pairs are too few for so little.
  private static double[] weaklySlower() {
    var ratios = new double[] {0.08, 0.112, 0.132, 0.161, 0.101, 0.137};
    var look =
        GateJudge.of(onlyTime(), LOOKS, List.of("a.B.c"))
            .judge(of("a.B.c", ratios), Metric.TIME)
            .orElseThrow()
            .looks()
            .getLast();
    assertThat(look.pRegressed()).isBetween(0.0051, 0.0099);
    return ratios;
  }

  private static String word(Gated gated) {
    return gated.rows().getFirst().verdict().orElseThrow().word();
  }

  private static String mirror(String word) {
    return switch (word) {
      case "Regressed" -> "Improved";
      case "Improved" -> "Regressed";
      default -> word;
    };
  }

  private static Gated judge(Gate terms, Comparison... comparisons) {
    var measured =
        Arrays.stream(comparisons)
            .filter(each -> each.ending().kind() != Ending.Kind.SKIPPED)
            .map(Comparison::benchmark)
            .toList();
    return GateJudge.of(terms, LOOKS, measured).judge(List.of(comparisons)).gated();
  }

  private static Comparison of(String benchmark, double... ratios) {
    return ended(benchmark, Ending.finished(), ratios);
  }

  private static Comparison ended(String benchmark, Ending ending, double... ratios) {
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < ratios.length; i++) {
      pairs.add(Pairs.pair(i, ratios[i], 0));
    }
    var plain = Pairs.comparison(pairs, ending);
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
        ending);
  }

  private static Gate terms(Threshold... more) {
    return terms(24, more);
  }

  private static Gate terms(int pairs, Threshold... more) {
    var thresholds = new ArrayList<>(GateFile.usual().thresholds());
    thresholds.addAll(List.of(more));
    return terms(thresholds, List.of(), 1, pairs);
  }

  private static Gate terms(double coverage) {
    return terms(GateFile.usual().thresholds(), List.of(), coverage, 24);
  }

  private static Gate onlyTime() {
    return terms(List.of(GateFile.usual().thresholds().getFirst()), List.of(), 1, 24);
  }

  private static Gate acked(double allow) {
    var ack =
        new Ack(new Glob("a.B.c"), "time/op", allow, "1a2b3c4", "why", LocalDate.of(2026, 11, 24));
    return terms(GateFile.usual().thresholds(), List.of(ack), 1, 24);
  }

  private static Gate terms(
      List<Threshold> thresholds, List<Ack> acks, double coverage, int pairs) {
    var origin = new Origin("a.jar", "", false, "00", "1.37");
    return new Gate(
        origin,
        origin,
        thresholds,
        acks,
        coverage,
        pairs,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
