package dev.dyno.bench.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.statistics.Spending;
import dev.dyno.reports.verdict.Judge;
import dev.dyno.reports.verdict.Metric;
import dev.dyno.reports.verdict.Rule;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final int MANY = 1_000;

  /// The spread of a normal model's pairs.
  private static final double SPREAD = 0.06;

  private static final Simulation SIMULATION = simulation(1);

  @Test
  void on_a_normal_model_it_errs_at_most_as_often_as_the_rule_says_but_does_err() {
    var score = SIMULATION.score("test", "model", "normal", normal(), 0, 1e-9, 2 * MANY);

    assertThat(score.dearer()).isPositive();
    assertThat(score.calledDearer().low()).isLessThan(0.01);
    assertThat((double) score.cheaper() / score.trials()).isBetween(0.0005, 0.015);
  }

  /// No sequential test on 24 pairs finds more than one test of known spread at the whole
  /// error, nor less than its own last look alone, but for what trimming costs (5 %).
  @Test
  void on_a_normal_model_its_power_lies_between_two_formulas() {
    double shift = Math.log1p(0.05);
    double error = SPREAD / Math.sqrt(24);
    double share = new Spending(Rule.LOOKS).share(5);
    double most = NORMAL.cumulativeProbability(shift / error - critical(0.01));
    double t = TDistribution.of(17).inverseSurvivalProbability(0.01 * share);
    double least =
        NORMAL.cumulativeProbability((shift - Math.hypot(t * 1.05 * error, 3 * 0.005)) / error);

    var score = SIMULATION.score("test", "model", "normal", normal(), 0.05, 0.02, MANY);

    assertThat(least).isBetween(0.5, most - 0.05);
    assertThat(score.share()).isBetween(least - 0.03, most + 0.01);
  }

  @Test
  void noise_that_is_four_times_as_wide_hides_what_was_found() {
    var wide = Noise.model(IntStream.range(0, 999).mapToDouble(i -> 4 * quantile(i)).toArray());

    assertThat(SIMULATION.score("test", "model", "wide", wide, 0.05, 0.02, 500).share())
        .isLessThan(0.3);
  }

  @Test
  void the_same_seed_gives_the_same_counts_and_another_one_others() {
    var once = simulation(1).score("test", "model", "normal", normal(), 0.05, 0.02, MANY);
    var again = simulation(1).score("test", "model", "normal", normal(), 0.05, 0.02, MANY);
    var other = simulation(2).score("test", "model", "normal", normal(), 0.05, 0.02, MANY);

    assertThat(again).isEqualTo(once);
    assertThat(other).isNotEqualTo(once);
  }

  /// So that a pair may be drawn as its one number.
  @Test
  void the_judge_says_the_same_of_whole_turns_and_of_their_one_number() {
    for (var recording : Recording.committed()) {
      for (var benchmark : recording.benchmarks()) {
        var recorded = recording.of(benchmark, "turns").subList(0, 24);
        var whole = IntStream.range(0, 24).mapToObj(i -> Drawn.whole(i, recorded.get(i))).toList();
        var judge = new Judge(Simulation.rule(Rule.LOOKS, 0.02));
        var said = judge.judge(Drawn.comparison("x", whole), Metric.TIME).orElseThrow();
        var single =
            IntStream.range(0, 24)
                .mapToObj(i -> Drawn.of(i, 0, Math.log1p(said.pairEffects().get(i)), 1, -1))
                .toList();
        var again = judge.judge(Drawn.comparison("x", single), Metric.TIME).orElseThrow();

        assertThat(again.verdict().word()).isEqualTo(said.verdict().word());
        assertThat(again.effect().pairs()).isEqualTo(said.effect().pairs());
        assertThat(again.effect().ratio()).isCloseTo(said.effect().ratio(), within(1e-9));
      }
    }
  }

  /// A rival that is drawn wrongly, such as with both sides from the same moments, hardly ever
  /// errs, and finds too little: that would flatter this program.
  @Test
  void the_rank_sum_rule_errs_as_often_as_it_says() {
    for (var recording : Recording.committed()) {
      var benchmark = recording.benchmarks().getFirst();
      var rivals =
          new Rivals(
              recording.of(benchmark, "forks"),
              recording.state(),
              benchmark,
              MANY,
              RandomGeneratorFactory.of("L64X128MixRandom").create(1));

      var same =
          rivals.scores(List.of()).stream()
              .filter(each -> each.rule().equals(Rival.BENCHSTAT.label()))
              .findFirst()
              .orElseThrow();

      assertThat(same.share()).isBetween(0.008, 0.04);
    }
  }

  @Test
  void gates_of_unchanged_code_alarm_in_at_most_one_of_twenty() {
    var recording = Recording.committed().getFirst();
    var gates = new SimulatedGates(recording, 0.02, Rule.LOOKS).run(300, 1);

    assertThat(gates.gates()).isEqualTo(300);
    assertThat(gates.comparisons()).isEqualTo(6);
    assertThat(gates.falseAlarms().low()).isLessThan(0.05);
    assertThat(gates).isEqualTo(new SimulatedGates(recording, 0.02, Rule.LOOKS).run(300, 1));
  }

  /// What `dyno qualify --simulate` shows; and the speeds are really there.
  @Test
  void the_same_code_at_two_speeds_is_called_dearer_in_at_most_one_of_a_hundred() {
    var scores = new TwoSpeedScores(simulation(1), Recording.committed().getFirst()).scores();

    assertThat(scores).hasSize(12).allMatch(score -> score.share() <= 0.01 && score.sameCode());
    assertThat(scores).anyMatch(score -> score.dearer() > 0);
    assertThat(scores.getLast().same()).isLessThan(scores.getFirst().same());
  }

  @Test
  void recordings_say_where_they_are_from_and_have_both_orders_of_every_benchmark() {
    assertThat(Recording.committed())
        .extracting(Recording::state)
        .containsExactly("quieter", "loaded");
    for (var recording : Recording.committed()) {
      assertThat(recording.provenance()).contains("2 shared cores", "60 turns of 20 ms");
      assertThat(recording.benchmarks()).hasSize(3);
      for (var benchmark : recording.benchmarks()) {
        for (var order : List.of("turns", "forks")) {
          assertThat(recording.of(benchmark, order))
              .hasSizeGreaterThanOrEqualTo(33)
              .allSatisfy(
                  pair -> {
                    assertThat(pair.baseline()).hasSize(60).allMatch(score -> score > 0);
                    assertThat(pair.candidate()).hasSize(60).allMatch(score -> score > 0);
                  });
        }
      }
    }
  }

  private static Simulation simulation(long seed) {
    return new Simulation(MANY, MANY, 1, List.of(0.05), Rule.LOOKS, seed);
  }

  private static Noise normal() {
    return Noise.model(IntStream.range(0, 999).mapToDouble(SimulationTest::quantile).toArray());
  }

  private static double quantile(int i) {
    return SPREAD * NORMAL.inverseCumulativeProbability((i + 0.5) / 999);
  }

  private static double critical(double alpha) {
    return NORMAL.inverseSurvivalProbability(alpha);
  }
}
