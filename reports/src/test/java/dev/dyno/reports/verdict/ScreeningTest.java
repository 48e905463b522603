package dev.dyno.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Origin;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.policy.GateFile;
import dev.dyno.reports.statistics.ClopperPearson;
import dev.dyno.reports.statistics.Spending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Why a gate tests everything by one sequential rule, with Holm over all, and does not screen
/// first and confirm suspects on fresh pairs: the same gates by either way, through the classes
/// that judge real ones. `-Ddyno.gates=300` prints the figures of [GateJudge]'s documentation.
class ScreeningTest {

  private static final List<Integer> LOOKS = List.of(4, 6, 8, 12, 16, 24);
  private static final List<Integer> SCREEN = List.of(4, 6, 8);
  private static final int BENCHMARKS = 20;
  private static final int FEW = 40;

  /// What many gates came to.
  ///
  /// @param alarms gates that called an unchanged benchmark regressed, as a share
  /// @param found gates that called the slower one regressed, as a share
  /// @param unknown benchmarks that were neither shown to be within the threshold nor regressed, as
  ///     a share
  /// @param pairs a gate, on average
  private record Came(double alarms, double found, double unknown, double pairs) {}

  private interface Way {
    /// @return those regressed, and how many pairs that took
    Outcome judge(List<double[]> pairs, List<double[]> fresh);
  }

  /// @param unknown how many were not shown to be within the threshold, nor regressed
  private record Outcome(List<Integer> regressed, int unknown, int pairs) {}

  @Test
  void one_sequential_rule_finds_as_much_as_screening_first_and_neither_cries_wolf() {
    int gates = Integer.getInteger("dyno.gates", FEW);
    var deviations = gates > FEW ? new double[] {0.03, 0.06, 0.10} : new double[] {0.03, 0.06};
    for (double deviation : deviations) {
      var one = many(ScreeningTest::oneRule, deviation, gates);
      var two = many(ScreeningTest::screened, deviation, gates);
      var three = many(ScreeningTest::givingUp, deviation, gates);
      if (gates > FEW) {
        System.getLogger("screening")
            .log(
                System.Logger.Level.INFO,
                "deviation %.2f: one rule %s; screened %s; giving up %s"
                    .formatted(deviation, one, two, three));
      }
      assertThat(surely(one.alarms(), gates)).isLessThanOrEqualTo(0.05);
      assertThat(surely(two.alarms(), gates)).isLessThanOrEqualTo(0.05);
      if (deviation <= 0.06) {
        assertThat(one.found()).isGreaterThanOrEqualTo(two.found() - 0.05);
        assertThat(one.unknown()).isLessThan(two.unknown());
      }
    }
  }

  /// The least share that so many gates leave room for.
  private static double surely(double share, int gates) {
    return ClopperPearson.of((int) Math.round(share * gates), gates, 0.98).low();
  }

  private static Came many(Way way, double deviation, int gates) {
    var random = new Random(59);
    int alarms = 0;
    int found = 0;
    long pairs = 0;
    long unknown = 0;
    for (int gate = 0; gate < gates; gate++) {
      var first = new ArrayList<double[]>();
      var fresh = new ArrayList<double[]>();
      for (int i = 0; i < BENCHMARKS; i++) {
        first.add(noise(random, i == 0 ? Math.log(1.10) : 0, deviation));
        fresh.add(noise(random, i == 0 ? Math.log(1.10) : 0, deviation));
      }
      var outcome = way.judge(first, fresh);
      found += outcome.regressed.contains(0) ? 1 : 0;
      alarms += outcome.regressed.stream().anyMatch(i -> i != 0) ? 1 : 0;
      pairs += outcome.pairs;
      unknown += outcome.unknown;
    }
    return new Came(
        (double) alarms / gates,
        (double) found / gates,
        (double) unknown / gates / BENCHMARKS,
        (double) pairs / gates);
  }

  /// As gates do it.
  private static Outcome oneRule(List<double[]> pairs, List<double[]> unused) {
    return judged(everything(pairs), pairs, pairs.size());
  }

  /// The same, but what lies below half of the threshold after 8 pairs is given up.
  private static Outcome givingUp(List<double[]> pairs, List<double[]> unused) {
    var rule = new Rule(new Spending(LOOKS), 1e-12, 1e-12, 0.95, 0.005);
    var kept = new ArrayList<Integer>();
    int given = 0;
    int taken = 0;
    for (int i = 0; i < pairs.size(); i++) {
      var looks = looks(rule, i, pairs.get(i), SCREEN.getLast());
      boolean small = Math.log1p(looks.getLast().effect().ratio()) <= Math.log1p(0.05) / 2;
      var passed = passed(looks);
      if (passed.isPresent() || small) {
        given += passed.isPresent() ? 0 : 1;
        taken += passed.orElse(looks.getLast()).effect().pairs();
      } else {
        kept.add(i);
      }
    }
    var rest = judged(kept, pairs, pairs.size());
    return new Outcome(rest.regressed, given + rest.unknown, taken + rest.pairs);
  }

  /// What has no upper bound below the threshold after 8 pairs, and lies above half of it, is
  /// confirmed on new pairs, with Holm over those alone.
  private static Outcome screened(List<double[]> pairs, List<double[]> fresh) {
    var suspects = new ArrayList<Integer>();
    int taken = 0;
    int unknown = 0;
    var rule = new Rule(new Spending(SCREEN), 1e-12, 1e-12, 0.95, 0.005);
    for (int i = 0; i < pairs.size(); i++) {
      var looks = looks(rule, i, pairs.get(i), SCREEN.getLast());
      var passed = passed(looks);
      taken += passed.orElse(looks.getLast()).effect().pairs();
      double size = Math.log1p(looks.getLast().effect().ratio());
      if (passed.isEmpty() && size > Math.log1p(0.05) / 2) {
        suspects.add(i);
      } else {
        unknown += passed.isPresent() ? 0 : 1;
      }
    }
    var confirmed = judged(suspects, fresh, suspects.size());
    return new Outcome(confirmed.regressed, unknown + confirmed.unknown, taken + confirmed.pairs);
  }

  private static List<Look> looks(Rule rule, int number, double[] ratios, int count) {
    return new Judge(rule)
        .judge(comparison(number, ratios, count), Metric.TIME)
        .orElseThrow()
        .looks();
  }

  /// Where the upper bound first lies below the threshold.
  private static Optional<Look> passed(List<Look> looks) {
    return looks.stream()
        .filter(look -> look.effect().interval().high() < look.threshold())
        .findFirst();
  }

  private static List<Integer> everything(List<double[]> pairs) {
    var all = new ArrayList<Integer>();
    for (int i = 0; i < pairs.size(); i++) {
      all.add(i);
    }
    return all;
  }

  /// @param family how many are tested together
  private static Outcome judged(List<Integer> which, List<double[]> pairs, int family) {
    var comparisons =
        which.stream().map(i -> comparison(i, pairs.get(i), LOOKS.getLast())).toList();
    var judge = new GateJudge(terms(), Rule.of(LOOKS), new Families(family, 0));
    var regressed = new ArrayList<Integer>();
    int unknown = 0;
    int taken = 0;
    var judgements =
        judge.judge(comparisons).judgements().stream()
            .filter(judgement -> judgement.metric() == Metric.TIME)
            .toList();
    for (int k = 0; k < which.size(); k++) {
      taken += judgements.get(k).effect().pairs();
      unknown += judgements.get(k).open() ? 1 : 0;
      if (judgements.get(k).verdict() instanceof Verdict.Regressed) {
        regressed.add(which.get(k));
      }
    }
    return new Outcome(regressed, unknown, taken);
  }

  private static Comparison comparison(int number, double[] ratios, int count) {
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < count; i++) {
      pairs.add(Pairs.pair(i, ratios[i], 0));
    }
    var plain = Pairs.comparison(pairs, Ending.finished());
    return new Comparison(
        plain.toggle(),
        "a.B.c" + number,
        new TreeMap<>(),
        plain.baseline(),
        plain.candidate(),
        plain.metric(),
        plain.target(),
        pairs,
        List.of(),
        Ending.finished());
  }

  /// Normal, with one fork in ten hit by something that makes it up to 20 % slower.
  private static double[] noise(Random random, double effect, double deviation) {
    var ratios = new double[LOOKS.getLast()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = effect + deviation * random.nextGaussian() + hit(random) - hit(random);
    }
    return ratios;
  }

  private static double hit(Random random) {
    return random.nextInt(20) == 0 ? random.nextDouble(0.2) : 0;
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
