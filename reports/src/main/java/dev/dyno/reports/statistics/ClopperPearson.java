package dev.dyno.reports.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;

/// Where the true share lies when `hits` of `trials` hit: the exact interval of C. Clopper and E.
/// Pearson (The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial,
/// Biometrika 26, 1934), by quantiles of the beta distribution. It never covers less than it says.
///
/// @param hits 0 to `trials`
/// @param trials 1 or more
/// @param confidence of both sides together, between 0 and 1
/// @param low 0 to the observed share
/// @param high the observed share to 1
public record ClopperPearson(int hits, int trials, double confidence, double low, double high) {

  public ClopperPearson {
    if (trials < 1 || hits < 0 || hits > trials) {
      throw new IllegalArgumentException(
          "%d of %d: need 0 to all of at least one".formatted(hits, trials));
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence %s is not between 0 and 1".formatted(confidence));
    }
    if (!(0 <= low && low <= share(hits, trials) && share(hits, trials) <= high && high <= 1)) {
      throw new IllegalArgumentException(
          "%d of %d lies outside %s to %s".formatted(hits, trials, low, high));
    }
  }

  /// The interval.
  ///
  /// @param hits 0 to `trials`
  /// @param trials 1 or more
  /// @param confidence of both sides together, between 0 and 1
  public static ClopperPearson of(int hits, int trials, double confidence) {
    double tail = (1 - confidence) / 2;
    boolean sound = trials >= 1 && hits >= 0 && hits <= trials && tail > 0 && tail < 0.5;
    double low = !sound || hits == 0 ? 0 : beta(hits, trials - hits + 1).lower(tail);
    double high = !sound || hits == trials ? 1 : beta(hits + 1, trials - hits).upper(tail);
    return new ClopperPearson(hits, trials, confidence, low, high);
  }

  private static double share(int hits, int trials) {
    return (double) hits / trials;
  }

  private static Quantiles beta(double a, double b) {
    return new Quantiles(BetaDistribution.of(a, b));
  }

  private record Quantiles(BetaDistribution distribution) {
    double lower(double tail) {
      return distribution.inverseCumulativeProbability(tail);
    }

    double upper(double tail) {
      return distribution.inverseSurvivalProbability(tail);
    }
  }
}
