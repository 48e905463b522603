package dev.dyno.reports.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/// Two stretches of a series beside each other.
///
/// @param before trimmed mean of the earlier one
/// @param after trimmed mean of the later one
/// @param p two-sided, that both have one mean: the pooled trimmed t of K. Yuen and W. Dixon, The
///     Approximate Behaviour and Performance of the Two-Sample Trimmed t, Biometrika 60 (1973); it
///     takes the noise of both to be alike, as that of one series is, and one outlier a side
///     leaves it as it is
/// @param agreement share of all pairs of an earlier and a later value that differ in the direction
///     of the medians; ties count half; 0.5 for two alike, 1 for no overlap
/// @param distance between the medians, in median absolute residuals around their own medians;
///     infinite when both are flat and differ
public record MeanShift(double before, double after, double p, double agreement, double distance) {

  /// Compares `values[from, at)` with `values[at, to)`; 2 values a side or more.
  public static MeanShift of(double[] values, int from, int at, int to) {
    if (at - from < 2 || to - at < 2) {
      throw new IllegalArgumentException(
          "%d and %d values: each side needs 2".formatted(at - from, to - at));
    }
    double[] x = Arrays.copyOfRange(values, from, at);
    double[] y = Arrays.copyOfRange(values, at, to);
    var earlier = TrimmedMean.of(x);
    var later = TrimmedMean.of(y);
    return new MeanShift(
        earlier.mean(), later.mean(), p(earlier, later), agreement(x, y), distance(x, y));
  }

  private static double p(Estimate x, Estimate y) {
    double freedom = x.degreesOfFreedom() + y.degreesOfFreedom();
    double variance = (squares(x) + squares(y)) / freedom;
    double error = Math.sqrt(variance * (1 / counted(x) + 1 / counted(y)));
    double gap = Math.abs(x.mean() - y.mean());
    if (error == 0) {
      return gap == 0 ? 1 : 0;
    }
    return 2 * TDistribution.of(freedom).survivalProbability(gap / error);
  }

  /// Values that are left when the extremes are trimmed.
  private static double counted(Estimate side) {
    return side.degreesOfFreedom() + 1;
  }

  /// The winsorised sum of squares.
  private static double squares(Estimate side) {
    double counted = counted(side);
    return side.standardError() * side.standardError() * counted * (counted - 1);
  }

  private static double agreement(double[] x, double[] y) {
    double direction = Math.signum(median(y) - median(x));
    double agreeing = 0;
    for (double earlier : x) {
      for (double later : y) {
        double sign = Math.signum(later - earlier);
        agreeing += sign == 0 ? 0.5 : sign == direction ? 1 : 0;
      }
    }
    return agreeing / ((double) x.length * y.length);
  }

  private static double distance(double[] x, double[] y) {
    double gap = Math.abs(median(y) - median(x));
    var residuals = new double[x.length + y.length];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] =
          i < x.length ? Math.abs(x[i] - median(x)) : Math.abs(y[i - x.length] - median(y));
    }
    double typical = median(residuals);
    return typical == 0 ? (gap == 0 ? 0 : Double.POSITIVE_INFINITY) : gap / typical;
  }

  private static double median(double[] values) {
    var rising = values.clone();
    Arrays.sort(rising);
    int middle = rising.length / 2;
    return rising.length % 2 == 1 ? rising[middle] : (rising[middle - 1] + rising[middle]) / 2;
  }
}
