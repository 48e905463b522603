package dev.dyno.reports.verdict;

import dev.dyno.reports.statistics.Spending;
import java.util.List;
import java.util.Map;

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
/// @param thresholds the smallest change that matters, as a share of the baseline, of each metric
///     whose usual one does not hold
public record Rule(
    Spending spending,
    double alpha,
    double equivalenceAlpha,
    double confidence,
    double sessionDeviation,
    Map<Metric, Double> thresholds) {

  public Rule {
    thresholds = Map.copyOf(thresholds);
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
        itsThresholds);
  }

  double threshold(Metric metric) {
    return thresholds.getOrDefault(metric, metric.usualThreshold());
  }
}
