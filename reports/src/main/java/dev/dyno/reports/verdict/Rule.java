package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Qualified;
import dev.dyno.reports.statistics.BetweenSessions;
import dev.dyno.reports.statistics.SpeedLuck;
import dev.dyno.reports.statistics.Spending;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What must hold for a verdict. Fixed before the first pair.
///
/// @param spending over the looks
/// @param alpha most that Regressed, and likewise Improved, may be said wrongly of one comparison,
///     over all looks
/// @param equivalenceAlpha the same for each side of Equivalent; at half of what `confidence`
///     leaves,
///     Equivalent says that the interval shown lies within the threshold
/// @param confidence of the interval shown, over all looks
/// @param sessionDeviation standard deviation of `ln(candidate/baseline)` between sessions; until a
///     history of A/A sessions tells, 0.005
/// @param sessionFreedom degrees of freedom of that; infinite where it was assumed
/// @param thresholds the smallest change that matters, as a share of the baseline, of each metric
///     whose usual one does not hold
/// @param oneSpeed whether all forks of the code are known to run at one speed, so that pairs need
///     not prove that they do not agree by luck ([SpeedLuck])
public record Rule(
    Spending spending,
    double alpha,
    double equivalenceAlpha,
    double confidence,
    double sessionDeviation,
    double sessionFreedom,
    Map<Metric, Double> thresholds,
    boolean oneSpeed) {

  /// The usual numbers of pairs after which a verdict may fall.
  public static final List<Integer> LOOKS = List.of(4, 6, 8, 12, 16, 24);

  private static final double SPENT_EARLY = 0.1;

  public Rule {
    thresholds = Map.copyOf(thresholds);
  }

  /// With an assumed deviation between sessions.
  public Rule(
      Spending spending,
      double alpha,
      double equivalenceAlpha,
      double confidence,
      double sessionDeviation,
      Map<Metric, Double> thresholds) {
    this(
        spending,
        alpha,
        equivalenceAlpha,
        confidence,
        sessionDeviation,
        Double.POSITIVE_INFINITY,
        thresholds,
        false);
  }

  /// With every metric's usual threshold.
  public Rule(
      Spending spending,
      double alpha,
      double equivalenceAlpha,
      double confidence,
      double sessionDeviation) {
    this(spending, alpha, equivalenceAlpha, confidence, sessionDeviation, Map.of());
  }

  /// One false alarm in a hundred a side, 95 % intervals, 0.5 % between sessions.
  public static Rule of(List<Integer> looks) {
    return new Rule(new Spending(looks), 0.01, 0.025, 0.95, 0.005);
  }

  /// The same with what a history knew of the machine, where one did.
  public static Rule of(List<Integer> looks, Optional<Qualified> known) {
    var usual = of(looks);
    if (known.isEmpty()) {
      return usual;
    }
    int sessions = known.get().sessions();
    return new Rule(
        usual.spending,
        usual.alpha,
        usual.equivalenceAlpha,
        usual.confidence,
        known.get().sessionDeviation(),
        sessions >= BetweenSessions.ENOUGH ? sessions - 1 : Double.POSITIVE_INFINITY,
        Map.of(),
        false);
  }

  /// The same for one of many comparisons, which together may be wrong with `familyAlpha`: none is
  /// more often wrong than alone.
  ///
  /// @param familyAlpha that any Regressed of the family is wrong
  /// @param family how many hypotheses, 1 or more
  Rule among(int family, double familyAlpha, Map<Metric, Double> itsThresholds) {
    return new Rule(
        spending,
        Math.min(alpha, familyAlpha / family),
        equivalenceAlpha,
        confidence,
        sessionDeviation,
        sessionFreedom,
        itsThresholds,
        oneSpeed);
  }

  /// The same without looks at more pairs than `most`, whose share of the error the others spend;
  /// all of them where that leaves none.
  Rule upTo(int most) {
    var looks = spending.looks().stream().filter(pairs -> pairs <= most).toList();
    return looks.isEmpty()
        ? this
        : new Rule(
            new Spending(looks),
            alpha,
            equivalenceAlpha,
            confidence,
            sessionDeviation,
            sessionFreedom,
            thresholds,
            oneSpeed);
  }

  /// One look at so many pairs of a control, which may be called moved with `error` on each side.
  static Rule ofControl(int pairs, double error, boolean oneSpeed) {
    var usual = of(List.of(pairs));
    return new Rule(
        usual.spending,
        error,
        usual.equivalenceAlpha,
        usual.confidence,
        usual.sessionDeviation,
        usual.sessionFreedom,
        Map.of(),
        oneSpeed);
  }

  /// The share of the error that look `k`, from 0, may spend on Regressed, and on Improved. Where
  /// there are too few pairs to tell a change from luck ([SpeedLuck]) at its share, a tenth of it
  /// is spent, for changes beyond all luck, and the rest is left to the next look. So the shares
  /// still sum to 1, and are known before the first pair.
  double share(int k) {
    double left = 0;
    int last = spending.looks().size() - 1;
    for (int look = 0; look <= k; look++) {
      double all = spending.share(look) + left;
      boolean early = SpeedLuck.least(spending.looks().get(look)) > alpha * all && look < last;
      double spent = early ? all * SPENT_EARLY : all;
      left = all - spent;
      if (look == k) {
        return spent;
      }
    }
    throw new IllegalArgumentException("look %d of %d".formatted(k, last + 1));
  }

  double threshold(Metric metric) {
    return thresholds.getOrDefault(metric, metric.usualThreshold());
  }
}
