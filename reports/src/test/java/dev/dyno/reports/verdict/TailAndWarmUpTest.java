package dev.dyno.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Latencies;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Surroundings;
import dev.dyno.reports.measurement.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The two metrics that are read off whole forks: the 99 % quantile, and the length of the warm-up.
class TailAndWarmUpTest {

  private static final Judge JUDGE = new Judge(Rule.of(List.of(4, 6, 8, 12)));

  private final Random random = new Random(53);

  @Test
  void a_longer_tail_regresses_p99_though_the_mean_is_the_same() {
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < 12; i++) {
      pairs.add(pair(i, sampled(1.0), sampled(2.0)));
    }
    var comparison = Pairs.comparison(pairs, Ending.finished());

    var tail = JUDGE.judge(comparison, Metric.P99).orElseThrow();
    assertThat(tail.verdict()).isInstanceOf(Verdict.Regressed.class);
    assertThat(tail.effect().ratio()).isCloseTo(1, within(0.3));
    assertThat(tail.unit()).isEqualTo("us/op");
    assertThat(JUDGE.judge(comparison, Metric.TIME).orElseThrow().verdict())
        .isInstanceOf(Verdict.Equivalent.class);
  }

  @Test
  void the_same_tail_is_no_change_and_swapped_sides_mirror() {
    var same = new ArrayList<Pair>();
    var longer = new ArrayList<Pair>();
    var shorter = new ArrayList<Pair>();
    for (int i = 0; i < 12; i++) {
      var one = sampled(1);
      var other = sampled(2);
      same.add(pair(i, one, sampled(1)));
      longer.add(pair(i, one, other));
      shorter.add(pair(i, other, one));
    }
    assertThat(word(same, Metric.P99)).isIn("Equivalent", "Undecided");
    assertThat(word(longer, Metric.P99)).isEqualTo("Regressed");
    assertThat(word(shorter, Metric.P99)).isEqualTo("Improved");
  }

  @Test
  void too_few_samples_or_none_tell_no_p99() {
    var few = fork(0, Optional.of(Latencies.parse("0:499")));
    var enough = fork(0, Optional.of(Latencies.parse("0:500")));
    var none = fork(0, Optional.empty());

    assertThat(Metric.P99.logRatio(pair(0, enough, enough))).contains(0.0);
    assertThat(Metric.P99.logRatio(pair(0, enough, few))).isEmpty();
    assertThat(Metric.P99.logRatio(pair(0, none, enough))).isEmpty();
  }

  @Test
  void a_slower_warm_up_is_a_finding_of_its_own_and_the_measured_turns_say_no_change() {
    var slower = new ArrayList<Pair>();
    var mirrored = new ArrayList<Pair>();
    var same = new ArrayList<Pair>();
    for (int i = 0; i < 12; i++) {
      slower.add(pair(i, fork(10, Optional.empty()), fork(30, Optional.empty())));
      mirrored.add(pair(i, fork(30, Optional.empty()), fork(10, Optional.empty())));
      same.add(pair(i, fork(10, Optional.empty()), fork(10, Optional.empty())));
    }
    var judgement =
        JUDGE.judge(Pairs.comparison(slower, Ending.finished()), Metric.WARM_UP).orElseThrow();

    assertThat(judgement.verdict()).isInstanceOf(Verdict.Regressed.class);
    assertThat(judgement.baseline()).isCloseTo(10, within(1.0));
    assertThat(judgement.candidate()).isCloseTo(30, within(1.0));
    assertThat(judgement.unit()).isEqualTo("turns");
    assertThat(word(mirrored, Metric.WARM_UP)).isEqualTo("Improved");
    assertThat(word(same, Metric.WARM_UP)).isEqualTo("Equivalent");
    assertThat(word(slower, Metric.TIME)).isEqualTo("Equivalent");
  }

  /// 2,000 comparisons of forks that warm up alike: the rule promises 1 in 100 a side.
  @Test
  void warm_ups_that_are_alike_are_hardly_ever_called_changed() {
    int wrong = 0;
    int runs = 2000;
    var forks = new ArrayList<Fork>();
    for (int i = 0; i < 300; i++) {
      forks.add(fork(8 + random.nextInt(8), Optional.empty()));
    }
    for (int run = 0; run < runs; run++) {
      var pairs = new ArrayList<Pair>();
      for (int i = 0; i < 12; i++) {
        pairs.add(pair(i, forks.get(random.nextInt(300)), forks.get(random.nextInt(300))));
      }
      wrong += List.of("Regressed", "Improved").contains(word(pairs, Metric.WARM_UP)) ? 1 : 0;
    }
    assertThat(wrong).isLessThanOrEqualTo(runs / 50);
  }

  @Test
  void a_warm_up_is_learned_with_a_quarter_to_spare_and_never_from_forks_without_a_level() {
    var pilot = List.of(pair(0, fork(20, Optional.empty()), fork(16, Optional.empty())));
    var learned = WarmUp.learned(Pairs.comparison(pilot, Ending.finished()), 40);
    assertThat(learned.steady()).isTrue();
    assertThat(learned.turns()).isBetween(24, 27); // 1.25 times 20, give or take a turn
    assertThat(learned.sentence()).contains("learned on the baseline");

    var cold = List.of(pair(0, fork(20, Optional.empty()), fork(60, Optional.empty())));
    var asked = WarmUp.learned(Pairs.comparison(cold, Ending.finished()), 40);
    assertThat(asked.steady()).isFalse();
    assertThat(asked.turns()).isEqualTo(40);
    assertThat(asked.sentence()).contains("came to no level");

    var none = WarmUp.learned(Pairs.comparison(List.of(), Ending.finished()), 40);
    assertThat(none.turns()).isEqualTo(40);
  }

  @Test
  void forks_that_were_not_warm_in_time_are_counted_on_both_sides() {
    var warm = List.of(pair(0, fork(10, Optional.empty()), fork(12, Optional.empty())));
    var late = List.of(pair(0, fork(50, Optional.empty()), fork(52, Optional.empty())));

    var inTime = WarmUp.of(Pairs.comparison(warm, Ending.finished())).orElseThrow();
    assertThat(inTime.enough()).isTrue();
    assertThat(inTime.late()).isZero();
    assertThat(inTime.turns()).isEqualTo(40);
    var tooLate = WarmUp.of(Pairs.comparison(late, Ending.finished())).orElseThrow();
    assertThat(tooLate.late()).isEqualTo(2);
    assertThat(tooLate.enough()).isFalse();
    assertThat(WarmUp.of(Pairs.withLogRatios(0.1, 0.1))).isEmpty();
  }

  /// Turns spread by 1 % a side, pairs by nothing: more pairs are worth no more than more turns.
  /// Then pairs spread by 10 %: few turns would do.
  @Test
  void the_worth_of_a_pair_follows_where_the_spread_lies() {
    var alike = new ArrayList<Pair>();
    var apart = new ArrayList<Pair>();
    for (int i = 0; i < 24; i++) {
      alike.add(pair(i, fork(0, Optional.empty()), fork(0, Optional.empty())));
      apart.add(pair(i, fork(0, Optional.empty()), scaled(0.1 * random.nextGaussian())));
    }
    var one = PairWorth.of(Pairs.comparison(alike, Ending.finished())).orElseThrow();
    var other = PairWorth.of(Pairs.comparison(apart, Ending.finished())).orElseThrow();

    assertThat(one.betweenTurns()).isCloseTo(0.0141, within(0.002));
    assertThat(one.betweenPairs()).isLessThan(0.002);
    assertThat(one.turns()).isEqualTo(30);
    assertThat(other.betweenPairs()).isCloseTo(0.1, within(0.05));
    assertThat(other.best().orElseThrow()).isLessThan(one.best().orElse(Integer.MAX_VALUE));
    assertThat(PairWorth.of(Pairs.comparison(alike.subList(0, 3), Ending.finished()))).isEmpty();
  }

  private Fork scaled(double log) {
    var like = fork(0, Optional.empty());
    var turns =
        like.turns().stream()
            .map(
                turn ->
                    new Turn(
                        turn.warmup(),
                        true,
                        turn.score() * Math.exp(log),
                        10,
                        1,
                        1,
                        -1,
                        1000,
                        0,
                        0,
                        0))
            .toList();
    return new Fork(1, "test", "1.37", "us/op", 0, List.of(), turns);
  }

  @Test
  void forks_of_few_turns_tell_no_warm_up() {
    assertThat(Metric.WARM_UP.logRatio(Pairs.pair(0, 0.1, 0))).isEmpty();
  }

  private static String word(List<Pair> pairs, Metric metric) {
    return JUDGE
        .judge(Pairs.comparison(pairs, Ending.finished()), metric)
        .orElseThrow()
        .verdict()
        .word();
  }

  private static Pair pair(int index, Fork baseline, Fork candidate) {
    return new Pair(index, baseline, candidate, new Surroundings(1, 0, 0, 0));
  }

  /// 20,000 invocations, of which one in fifty takes from 1 to 5 times `tail` longer than the rest.
  private Fork sampled(double tail) {
    var counts = new TreeMap<Integer, Long>();
    for (int i = 0; i < 20_000; i++) {
      double value = 1 + 0.05 * random.nextDouble();
      if (random.nextInt(50) == 0) {
        value = tail * (2 + 4 * random.nextDouble());
      }
      counts.merge((int) Math.floor(128 * Math.log(value) / Math.log(2)), 1L, Long::sum);
    }
    return fork(0, Optional.of(new Latencies(counts)));
  }

  /// 40 turns that warm up and 30 that count, at half the cost after some of them.
  private Fork fork(int warm, Optional<Latencies> latencies) {
    var turns = new ArrayList<Turn>();
    for (int i = 0; i < 70; i++) {
      double score = (i < warm ? 2 : 1) * Math.exp(0.01 * random.nextGaussian());
      turns.add(new Turn(i < 40, true, score, 10, 1, 1, -1, 1000, 0, 0, 0));
    }
    return new Fork(1, "test", "1.37", "us/op", 0, List.of(), turns, latencies);
  }
}
