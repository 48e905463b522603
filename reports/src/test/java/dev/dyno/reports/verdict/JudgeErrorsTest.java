package dev.dyno.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.statistics.Spending;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How often the judge errs, counted over thousands of comparisons whose truth is known.
class JudgeErrorsTest {

  private static final Judge JUDGE = new Judge(Rule.of(List.of(4, 6, 8, 12, 16, 24)));

  /// 20,000 A/A comparisons of heavy-tailed forks: the rule promises 1 in 100 a side.
  @Test
  void unchanged_code_is_hardly_ever_called_changed() {
    var random = new SplittableRandom(11);
    int wrong = 0;
    int covered = 0;
    int runs = 20_000;
    for (int run = 0; run < runs; run++) {
      var judgement = judge(Pairs.noise(random, 0, 0.05, 24));
      var word = judgement.verdict().word();
      if (word.equals("Regressed") || word.equals("Improved")) {
        wrong++;
      }
      var interval = judgement.effect().interval();
      if (interval.low() <= 0 && 0 <= interval.high()) {
        covered++;
      }
    }
    assertThat(wrong).isLessThan(runs / 100);
    assertThat(covered).isGreaterThan(runs * 95 / 100);
  }

  @Test
  void ten_percent_more_is_found_in_noise_of_three() {
    var random = new SplittableRandom(13);
    int found = 0;
    for (int run = 0; run < 2000; run++) {
      if (judge(Pairs.noise(random, Math.log(1.10), 0.03, 24)).verdict()
          instanceof Verdict.Regressed) {
        found++;
      }
    }
    assertThat(found).isGreaterThan(1960);
  }

  /// The p itself, without the threshold that hides small effects: 0.005 of the truth differs
  /// between sessions, which no pair of one session shows. Normal pairs, 10,000 runs each.
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.02, 0.03, 0.05, 0.10})
  void the_sequential_p_errs_no_more_often_than_it_says(double deviation) {
    var random = new SplittableRandom(17);
    int runs = 10_000;
    int atOnePercent = 0;
    int atOneInTwoThousand = 0;
    for (int run = 0; run < runs; run++) {
      double session = 0.005 * random.nextGaussian();
      var ratios = new double[24];
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] = session + deviation * random.nextGaussian();
      }
      var look = everyLook(ratios);
      atOnePercent += look.pRegressed() <= 0.01 ? 1 : 0;
      atOneInTwoThousand += look.pRegressed() <= 0.0005 ? 1 : 0;
    }
    assertThat(atOnePercent).isLessThan((int) (runs * 0.01 * 1.15));
    assertThat(atOneInTwoThousand).isLessThan((int) (runs * 0.0005 * 2));
  }

  /// The last look of a rule that never stops early: its p is the smallest of all.
  private static Look everyLook(double... ratios) {
    var rule = new Rule(new Spending(List.of(4, 6, 8, 12, 16, 24)), 1e-12, 1e-12, 0.95, 0.005);
    return new Judge(rule)
        .judge(Pairs.withLogRatios(ratios), Metric.TIME)
        .orElseThrow()
        .looks()
        .getLast();
  }

  /// What Undecided prints is a promise, so it is kept: planted, it is found in 4 of 5 runs.
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.03, 0.06})
  void the_detectable_effect_is_detected(double deviation) {
    var random = new SplittableRandom(19);
    var once = new Judge(Rule.of(List.of(24)));
    double printed = 0;
    int runs = 2000;
    for (int run = 0; run < runs; run++) {
      printed += detectable(once, normal(random, 0, deviation)) / runs;
    }
    int found = 0;
    for (int run = 0; run < runs; run++) {
      var pairs = Pairs.withLogRatios(normal(random, Math.log1p(printed), deviation));
      if (once.judge(pairs, Metric.TIME).orElseThrow().verdict() instanceof Verdict.Regressed) {
        found++;
      }
    }
    assertThat(found).isGreaterThan(runs * 75 / 100);
  }

  private static double detectable(Judge judge, double... ratios) {
    return judge.judge(Pairs.withLogRatios(ratios), Metric.TIME).orElseThrow().detectable();
  }

  private static double[] normal(RandomGenerator random, double mean, double deviation) {
    var ratios = new double[24];
    Arrays.setAll(ratios, _ -> mean + deviation * random.nextGaussian());
    return ratios;
  }

  private static Judgement judge(double... ratios) {
    return JUDGE.judge(Pairs.withLogRatios(ratios), Metric.TIME).orElseThrow();
  }
}
