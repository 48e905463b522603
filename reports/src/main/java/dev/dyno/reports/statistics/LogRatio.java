package dev.dyno.reports.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/// One robust number for many matched ones: where `ln(y/x)` lies.
public final class LogRatio {

  /// A standard deviation of a millionth: below it one location is as steady as another.
  private static final double STEADY = 1e-12;

  private static final List<ToDoubleBiFunction<double[], double[]>> LOCATIONS =
      List.of(LogRatio::medianOfRatios, LogRatio::medianOfNeighbours, LogRatio::lowQuantiles);

  private LogRatio() {}

  /// The weighted mean of three robust locations, each steady where another is not: the median of
  /// `ln(y[i]/x[i])` and the median over neighbours in time, which forgive what both sides suffer
  /// at once, and the mean log ratio of the 5 % to 50 % quantiles, which profits from calm moments.
  /// A location weighs by the inverse square of its variance over [HalfSamples]: the square, since
  /// the three hang together. So swapping the sides mirrors it, and scaling a side shifts it. What
  /// it was chosen on, and what else was tried: CONTRIBUTING.md, "How a pair becomes a number".
  ///
  /// Too few values for [HalfSamples] have the mean of the first and the last.
  ///
  /// @param x positive, finite, matched with `y` by index
  /// @param y as many
  public static double robust(double[] x, double[] y) {
    check(x, y);
    if (x.length < HalfSamples.LEAST) {
      return (medianOfRatios(x, y) + lowQuantiles(x, y)) / 2;
    }
    var halves = HalfSamples.of(x, y);
    double sum = 0;
    double weights = 0;
    for (var location : LOCATIONS) {
      double variance = halves.variance(location);
      double weight = 1 / Math.pow(Math.max(STEADY, variance), 2);
      sum += weight * location.applyAsDouble(x, y);
      weights += weight;
    }
    return sum / weights;
  }

  static double medianOfRatios(double[] x, double[] y) {
    double[] ratios = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      ratios[i] = Math.log(y[i] / x[i]);
    }
    Arrays.sort(ratios);
    return quantile(ratios, 0.5);
  }

  /// Each value against the one of its turn, and against those of the turns before and after.
  static double medianOfNeighbours(double[] x, double[] y) {
    double[] ratios = new double[3 * x.length - 2];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      ratios[count++] = Math.log(y[i] / x[i]);
      if (i > 0) {
        ratios[count++] = Math.log(y[i] / x[i - 1]);
        ratios[count++] = Math.log(y[i - 1] / x[i]);
      }
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
