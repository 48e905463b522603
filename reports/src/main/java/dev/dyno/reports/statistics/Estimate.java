package dev.dyno.reports.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/// A location with its uncertainty, Student-t distributed around the truth.
///
/// @param mean the estimate
/// @param standardError of the mean; at least 0
/// @param degreesOfFreedom of the standard error; above 0
/// @param n values behind it
public record Estimate(double mean, double standardError, double degreesOfFreedom, int n) {

  public Estimate {
    if (!(standardError >= 0)) {
      throw new IllegalArgumentException(
          "standard error %s is not 0 or above".formatted(standardError));
    }
    if (!(degreesOfFreedom > 0)) {
      throw new IllegalArgumentException(
          "degrees of freedom %s are not above 0".formatted(degreesOfFreedom));
    }
  }

  /// Adds a variance that is known from elsewhere, such as that between sessions. The degrees of
  /// freedom follow Welch (1947) and Satterthwaite (1946): a known variance has infinitely many.
  ///
  /// @param deviation standard deviation of the other source, in the unit of the mean
  public Estimate plusKnown(double deviation) {
    double own = standardError * standardError;
    double total = own + deviation * deviation;
    double freedom = own == 0 ? Double.MAX_VALUE : degreesOfFreedom * (total / own) * (total / own);
    return new Estimate(mean, Math.sqrt(total), freedom, n);
  }

  /// One-sided p of "the truth is at most `null`", against a larger one.
  public double pAbove(double nullValue) {
    if (standardError == 0) {
      return mean > nullValue ? 0 : 1;
    }
    return t().survivalProbability((mean - nullValue) / standardError);
  }

  /// One-sided p of "the truth is at least `null`", against a smaller one.
  public double pBelow(double nullValue) {
    if (standardError == 0) {
      return mean < nullValue ? 0 : 1;
    }
    return t().cumulativeProbability((mean - nullValue) / standardError);
  }

  /// How far the upper bound of a one-sided interval of error `alpha` lies above the mean.
  public double margin(double alpha) {
    return standardError == 0 ? 0 : t().inverseSurvivalProbability(alpha) * standardError;
  }

  private TDistribution t() {
    return TDistribution.of(degreesOfFreedom);
  }
}
