package dev.dyno.reports.statistics;

/// How sure each of many statements must be, so that all of them hold at once.
public final class Simultaneous {

  private Simultaneous() {}

  /// The error that each interval may have, by Šidák (Rectangular Confidence Regions for the Means
  /// of Multivariate Normal Distributions, 1967). It holds for two-sided intervals around
  /// t-distributed estimates that share one estimate of their error, whatever their correlation.
  ///
  /// @param error that at least one interval misses, between 0 and 1
  /// @param intervals how many, 1 or more
  public static double each(double error, int intervals) {
    if (!(error > 0 && error < 1) || intervals < 1) {
      throw new IllegalArgumentException(
          "error %s over %d intervals: need one between 0 and 1, over at least one"
              .formatted(error, intervals));
    }
    return -Math.expm1(Math.log1p(-error) / intervals);
  }
}
