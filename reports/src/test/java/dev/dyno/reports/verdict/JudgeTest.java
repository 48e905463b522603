package dev.dyno.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.measurement.Ending;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final Judge JUDGE = new Judge(Rule.of(List.of(4, 6, 8, 12, 16, 24)));

  @Test
  void a_clear_saving_is_improved_at_the_first_look() {
    var judgement = judge(-2.3, -2.2, -2.35, -2.25, -2.3, -2.3);

    assertThat(judgement.verdict()).isInstanceOf(Verdict.Improved.class);
    assertThat(judgement.effect().pairs()).isEqualTo(4);
    assertThat(judgement.effect().ratio()).isCloseTo(Math.expm1(-2.275), within(1e-9));
    assertThat(judgement.open()).isFalse();
  }

  @Test
  void a_clear_slowdown_is_regressed() {
    assertThat(judge(0.2, 0.21, 0.19, 0.2, 0.2, 0.205).verdict())
        .isInstanceOf(Verdict.Regressed.class);
  }

  @Test
  void no_change_in_little_noise_is_equivalent() {
    var judgement = judge(0.001, -0.002, 0.003, -0.001);

    assertThat(judgement.verdict()).isInstanceOf(Verdict.Equivalent.class);
    assertThat(judgement.verdict().sentence()).contains("no change beyond 5 %");
  }

  @Test
  void four_pairs_do_not_pretend_to_know_what_they_could_have_seen() {
    var four = judge(0.05, -0.04, 0.06, -0.05);
    var six = judge(0.05, -0.04, 0.06, -0.05, 0.04, -0.06);

    assertThat(four.verdict().sentence()).contains("so few pairs show nothing below a doubling");
    assertThat(Verdict.early(four.detectable())).isTrue();
    assertThat(six.verdict().sentence()).contains("these pairs would have shown");
    assertThat(Verdict.early(six.detectable())).isFalse();
  }

  @Test
  void noise_without_a_finding_is_undecided_and_says_what_it_could_have_seen() {
    var judgement = judge(0.2, -0.3, 0.1, -0.1, 0.25, -0.2);

    assertThat(judgement.verdict()).isInstanceOf(Verdict.Undecided.class);
    assertThat(judgement.open()).isTrue();
    assertThat(judgement.detectable()).isGreaterThan(0.2);
  }

  @Test
  void a_real_change_below_the_threshold_is_neither_regressed_nor_improved() {
    var judgement = judge(0.02, 0.021, 0.019, 0.02, 0.02, 0.021);

    assertThat(judgement.verdict()).isInstanceOf(Verdict.Equivalent.class);
  }

  @Test
  void throughput_is_judged_as_the_cost_it_is() {
    double[] ratios = {0.2, 0.21, 0.19, 0.2, 0.2, 0.205};
    var time = judge(ratios);
    var throughput =
        JUDGE.judge(Pairs.withLogRatiosAsThroughput(ratios), Metric.TIME).orElseThrow();

    assertThat(throughput.verdict().word()).isEqualTo("Regressed");
    assertThat(throughput.effect().ratio()).isCloseTo(time.effect().ratio(), within(1e-9));
    assertThat(throughput.candidate()).isLessThan(throughput.baseline());
  }

  @Test
  void warm_up_turns_do_not_count() {
    // Pairs gives every warm-up turn a score of 1e6, on both sides.
    assertThat(judge(0.2, 0.21, 0.19, 0.2).baseline()).isCloseTo(100, within(1e-9));
  }

  @Test
  void eight_bytes_more_are_below_the_floor_of_sixteen_and_a_hundred_are_not() {
    assertThat(bytes(1000, 1008)).isEqualTo("Equivalent");
    assertThat(bytes(1000, 1100)).isEqualTo("Regressed");
    assertThat(bytes(100_000, 59_000)).isEqualTo("Improved");
  }

  @Test
  void nothing_to_something_is_a_change_of_bytes_and_next_to_nothing_is_none() {
    assertThat(bytes(0, 100)).isEqualTo("Regressed");
    assertThat(bytes(0, 16)).isEqualTo("Regressed");
    assertThat(bytes(0, 8)).isEqualTo("Equivalent");
    assertThat(bytes(0, 0)).isEqualTo("Equivalent");
    assertThat(bytes(100, 0)).isEqualTo("Improved");
  }

  @Test
  void less_than_sixteen_bytes_are_below_the_floor_on_the_cheaper_side_too() {
    assertThat(bytes(28, 16)).isEqualTo("Equivalent");
    assertThat(bytes(40, 28)).isEqualTo("Equivalent");
    assertThat(bytes(40, 24)).isEqualTo("Improved");
  }

  @Test
  void bytes_mirror_as_times_do() {
    for (long baseline = 0; baseline <= 120; baseline += 4) {
      for (long candidate = 0; candidate <= 120; candidate += 4) {
        assertThat(bytes(candidate, baseline)).isEqualTo(mirrored(bytes(baseline, candidate)));
      }
    }
  }

  @Test
  void a_metric_that_one_side_cannot_tell_is_not_judged() {
    assertThat(JUDGE.judge(Pairs.withLogRatios(0.1, 0.1, 0.1, 0.1), Metric.CPU)).isEmpty();
    assertThat(JUDGE.judge(Pairs.withBytes(-1, 100, 6), Metric.BYTES)).isEmpty();
  }

  @Test
  void fewer_than_two_pairs_are_no_judgement_and_fewer_than_the_first_look_no_verdict() {
    assertThat(JUDGE.judge(Pairs.withLogRatios(-2.0), Metric.TIME)).isEmpty();
    assertThat(judge(-2.0, -2.1, -2.05).verdict()).isInstanceOf(Verdict.Undecided.class);
  }

  @Test
  void a_spoiled_environment_makes_invalid_whatever_the_pairs_say() {
    var clear = Pairs.withLogRatios(0.2, 0.21, 0.19, 0.2);
    var spoiled =
        Pairs.comparison(
            clear.pairs(), new Ending(Ending.Kind.ENVIRONMENT, "the hypervisor took 9 %"));

    assertThat(JUDGE.judge(spoiled, Metric.TIME).orElseThrow().verdict())
        .isEqualTo(new Verdict.Invalid("the hypervisor took 9 %"));
  }

  @Test
  void the_same_pairs_give_the_same_verdict_whether_judged_on_the_way_or_at_the_end() {
    var random = new SplittableRandom(5);
    for (int run = 0; run < 200; run++) {
      var ratios = Pairs.noise(random, 0.03, 0.04, 24);
      var whole = judge(ratios);
      for (int look : List.of(4, 6, 8, 12, 16, 24)) {
        var soFar = judge(Arrays.copyOf(ratios, look));
        if (!soFar.open()) {
          assertThat(soFar.verdict()).isEqualTo(whole.verdict());
          break;
        }
      }
    }
  }

  @RepeatedTest(500)
  void swapping_baseline_and_candidate_mirrors_the_verdict(RepetitionInfo repetition) {
    var random = new SplittableRandom(repetition.getCurrentRepetition());
    var ratios = Pairs.noise(random, random.nextDouble(-0.2, 0.2), 0.04, 24);

    var one = judge(ratios);
    var other = judge(Arrays.stream(ratios).map(ratio -> -ratio).toArray());

    assertThat(other.verdict().word()).isEqualTo(mirrored(one.verdict().word()));
    assertThat(other.effect().pairs()).isEqualTo(one.effect().pairs());
    assertThat(Math.log1p(other.effect().ratio()))
        .isCloseTo(-Math.log1p(one.effect().ratio()), within(1e-9));
  }

  @Test
  void equivalent_is_only_said_of_an_interval_within_the_threshold() {
    var random = new SplittableRandom(23);
    for (int run = 0; run < 2000; run++) {
      var judgement = judge(Pairs.noise(random, 0, 0.04, 24));
      if (judgement.verdict() instanceof Verdict.Equivalent) {
        var look = judgement.looks().getLast();
        assertThat(look.effect().interval().high()).isLessThan(look.threshold());
        assertThat(look.effect().interval().low()).isGreaterThan(look.thresholdBelow());
      }
    }
  }

  /// Why it stopped, and why it did not before: the estimate is at a bound of its last look, and
  /// within those of all earlier ones.
  @Test
  void the_bounds_of_each_look_are_where_its_verdicts_begin() {
    var random = new SplittableRandom(29);
    for (int run = 0; run < 500; run++) {
      var judgement = judge(Pairs.noise(random, random.nextDouble(-0.15, 0.15), 0.03, 24));
      for (var look : judgement.looks()) {
        double effect = look.effect().ratio();
        var bounds = look.bounds();
        boolean last = look.equals(judgement.looks().getLast());
        var word =
            effect >= bounds.regressed()
                ? "Regressed"
                : effect <= bounds.improved()
                    ? "Improved"
                    : look.equivalent() ? "Equivalent" : "Undecided";
        assertThat(word).isEqualTo(last ? judgement.verdict().word() : "Undecided");
        assertThat(bounds.regressed()).isGreaterThanOrEqualTo(look.threshold() - 1e-12);
        assertThat(bounds.improved()).isLessThanOrEqualTo(look.thresholdBelow() + 1e-12);
      }
    }
  }

  @Test
  void what_is_needed_until_a_verdict_is_guessed_from_what_is_known() {
    var clear = remaining(0.80, 0.81, 0.79, 0.80); // decided
    var near = remaining(0.15, 0.25, 0.10, 0.20); // soon
    var hopeless = remaining(0.30, -0.30, 0.25, -0.20);

    assertThat(clear).isZero();
    assertThat(near).isBetween(2, 12);
    assertThat(hopeless).isEqualTo(20); // up to the last look
    assertThat(remaining(0.1)).isEqualTo(23); // one pair tells nothing yet
    assertThat(remaining(-0.15, -0.25, -0.10, -0.20)).isEqualTo(near); // mirrored
  }

  private static int remaining(double... ratios) {
    return JUDGE.remaining(Pairs.withLogRatios(ratios), Metric.TIME);
  }

  @Test
  void looks_and_judgements_that_cannot_be_cannot_be_built() {
    var judgement = judge(0.2, 0.21, 0.19, 0.2);
    var look = judgement.looks().getLast();
    var other = judge(0.001, -0.002, 0.003, -0.001);

    assertThatThrownBy(() -> look(look, 1.5, 0.01, look.bounds())).hasMessageContaining("p of 1.5");
    assertThatThrownBy(() -> look(look, Double.NaN, 0.01, look.bounds()))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> look(look, 0.5, 0, look.bounds())).hasMessageContaining("level 0");
    assertThatThrownBy(() -> new Look.Bounds(-0.1, -0.1, 0)).hasMessageContaining("from -0.1");
    assertThatThrownBy(() -> judgement.with(other.verdict()))
        .hasMessageContaining("Equivalent is not what the last look");
    assertThatThrownBy(() -> judgement.with(new Verdict.Skipped("why")))
        .hasMessageContaining("Skipped is not");
    assertThatThrownBy(() -> looking(judgement, List.of(look, look)))
        .hasMessageContaining("after 4 pairs follows one after 4");
    assertThatThrownBy(() -> looking(judgement, List.of())).hasMessageContaining("without a look");
  }

  private static Look look(Look like, double p, double level, Look.Bounds bounds) {
    return new Look(
        like.effect(), p, like.pImproved(), level, like.threshold(), like.detectable(), bounds);
  }

  private static Judgement looking(Judgement like, List<Look> looks) {
    return new Judgement(
        like.comparison(),
        like.metric(),
        like.unit(),
        like.baseline(),
        like.candidate(),
        like.pairEffects(),
        looks,
        like.verdict());
  }

  private static String mirrored(String word) {
    return switch (word) {
      case "Regressed" -> "Improved";
      case "Improved" -> "Regressed";
      default -> word;
    };
  }

  private static Judgement judge(double... ratios) {
    return JUDGE.judge(Pairs.withLogRatios(ratios), Metric.TIME).orElseThrow();
  }

  private static String bytes(long baseline, long candidate) {
    return JUDGE
        .judge(Pairs.withBytes(baseline, candidate, 24), Metric.BYTES)
        .orElseThrow()
        .verdict()
        .word();
  }
}
