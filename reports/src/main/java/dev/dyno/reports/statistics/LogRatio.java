package dev.dyno.reports.statistics;

import java.util.Arrays;

/// One robust number for many matched ones: where `ln(y/x)` lies.
public final class LogRatio {

  private LogRatio() {}

  /// The mean of two robust locations: the median of `ln(y[i]/x[i])`, which profits from neighbours
  /// in time, and the mean log ratio of the 5 % to 50 % quantiles, which profits from calm moments.
  /// On recorded pairs neither wins everywhere, and their mean was never far from the better one
  /// (CONTRIBUTING.md, "How a pair becomes a number").
  ///
  /// @param x positive, finite, matched with `y` by index
  /// @param y as many
  public static double robust(double[] x, double[] y) {
    check(x, y);
    return (medianOfRatios(x, y) + lowQuantiles(x, y)) / 2;
  }

  static double medianOfRatios(double[] x, double[] y) {
    double[] ratios = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      ratios[i] = Math.log(y[i] / x[i]);
    }
    Arrays.sort(ratios);
    return quantile(ratios, 0.5);
  }

  static double lowQuantiles(double[] x, double[] y) {
    double[] sortedX = x.clone();
    double[] sortedY = y.clone();
    Arrays.sort(sortedX);
    Arrays.sort(sortedY);
    double sum = 0;
    int count = 0;
    for (int percent = 5; percent <= 50; percent += 5) {
      sum += Math.log(quantile(sortedY, percent / 100.0) / quantile(sortedX, percent / 100.0));
      count++;
    }
    return sum / count;
  }

  /// Linear interpolation between order statistics: definition 7 of Hyndman and Fan (1996).
  static double quantile(double[] sorted, double p) {
    double position = p * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  private static void check(double[] x, double[] y) {
    if (x.length != y.length || x.length == 0) {
      throw new IllegalArgumentException(
          "%d values against %d: need as many, and at least one".formatted(x.length, y.length));
    }
    for (int i = 0; i < x.length; i++) {
      if (!(x[i] > 0 && y[i] > 0 && Double.isFinite(x[i]) && Double.isFinite(y[i]))) {
        throw new IllegalArgumentException(
            "values %s and %s at %d have no log ratio: need positive, finite ones"
                .formatted(x[i], y[i], i));
      }
    }
  }
}
