package dev.dyno.reports.statistics;

import java.util.Arrays;

/// The mean without its extremes, with the standard error of Tukey and McLaughlin (1963) as Yuen
/// (1974) uses it: the winsorised deviation over the trimmed count.
public final class TrimmedMean {

  private static final double SHARE = 0.15;
  private static final int PLAIN_BELOW = 6;

  private TrimmedMean() {}

  /// Trims 15 % a side, at least one value from six values on; below six values it is the plain
  /// mean.
  ///
  /// @param values at least 2, finite
  public static Estimate of(double... values) {
    return trimmed(true, values);
  }

  /// The plain mean with its usual error: what nothing is left out of.
  ///
  /// @param values at least 2, finite
  public static Estimate untrimmed(double... values) {
    return trimmed(false, values);
  }

  private static Estimate trimmed(boolean withoutExtremes, double... values) {
    int n = values.length;
    if (n < 2) {
      throw new IllegalArgumentException(
          "%d values: a standard error needs at least 2".formatted(n));
    }
    double[] x = values.clone();
    Arrays.sort(x);
    if (!Double.isFinite(x[0]) || !Double.isFinite(x[n - 1])) {
      throw new IllegalArgumentException(
          "values hold one that is not finite: " + Arrays.toString(values));
    }
    int k = !withoutExtremes || n < PLAIN_BELOW ? 0 : Math.max(1, (int) (SHARE * n));
    int h = n - 2 * k;
    double mean = mean(Arrays.copyOfRange(x, k, n - k));
    Arrays.fill(x, 0, k, x[k]);
    Arrays.fill(x, n - k, n, x[n - k - 1]);
    double winsorised = deviation(x);
    double error = winsorised * Math.sqrt(n - 1.0) / Math.sqrt(h * (h - 1.0));
    return new Estimate(mean, error, h - 1, 0, n);
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value;
    }
    return sum / x.length;
  }

  private static double deviation(double[] x) {
    double mean = mean(x);
    double squares = 0;
    for (double value : x) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (x.length - 1));
  }
}
