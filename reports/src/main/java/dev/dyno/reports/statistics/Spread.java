package dev.dyno.reports.statistics;

import org.apache.commons.statistics.distribution.FDistribution;

/// How far log ratios of pairs lie from 0 where both sides are the same code: an A/A run. The
/// smallest effect that a number of pairs can tell is proportional to it.
///
/// Their mean is known, 0, so all of them are degrees of freedom; assumes that they are about
/// normal, as pair log ratios of robust locations are.
///
/// @param deviation root mean square, in `ln` units; 0 or more
/// @param pairs how many; 1 or more
public record Spread(double deviation, int pairs) {

  public Spread {
    if (pairs < 1 || !(deviation >= 0) || Double.isInfinite(deviation)) {
      throw new IllegalArgumentException(
          "a spread of %s over %d pairs: need a finite one of at least one pair"
              .formatted(deviation, pairs));
    }
  }

  /// Of log ratios of an A/A run.
  public static Spread of(double[] logRatios) {
    double squares = 0;
    for (double each : logRatios) {
      squares += each * each;
    }
    return new Spread(Math.sqrt(squares / Math.max(1, logRatios.length)), logRatios.length);
  }

  /// How many times as wide as another.
  ///
  /// @param times this deviation over the other's
  /// @param low end of its interval
  /// @param high end of its interval
  public record Ratio(double times, double low, double high) {
    /// Whether the interval leaves out 1.
    public boolean told() {
      return low > 1 || high < 1;
    }
  }

  /// The ratio to another with its exact interval under normality: the ratio of two variances is
  /// F-distributed (G. W. Snedecor and W. G. Cochran, Statistical Methods, 8th ed., section 6.12).
  ///
  /// @param other not 0 wide
  /// @param confidence of both sides together, between 0 and 1
  public Ratio over(Spread other, double confidence) {
    if (!(other.deviation > 0) || !(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "no ratio to a spread of %s at confidence %s".formatted(other.deviation, confidence));
    }
    double times = deviation / other.deviation;
    double tail = (1 - confidence) / 2;
    var distribution = FDistribution.of(pairs, other.pairs);
    return new Ratio(
        times,
        times / Math.sqrt(distribution.inverseSurvivalProbability(tail)),
        times / Math.sqrt(distribution.inverseCumulativeProbability(tail)));
  }
}
