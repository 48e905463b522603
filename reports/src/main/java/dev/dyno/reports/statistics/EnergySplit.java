package dev.dyno.reports.statistics;

import java.util.Optional;

/// Where a series falls apart best: the split that maximises the scaled energy distance between
/// what lies before and after it.
///
/// D. Matteson and N. James, A Nonparametric Approach for Multiple Change Point Analysis of
/// Multivariate Data (E-divisive), Journal of the American Statistical Association 109 (2014),
/// equations 5 to 7 with exponent 1. It says where, never whether: a series of nothing but noise
/// has a best split, too.
///
/// @param at index of the first value behind the split
/// @param statistic scaled energy distance, in the unit of the values; larger is further apart
public record EnergySplit(int at, double statistic) {

  /// The best split of `values[from, to)`. Takes time in the square of its length.
  ///
  /// @param least values on each side, 2 or more
  /// @return empty when there are too few values for two sides
  public static Optional<EnergySplit> best(double[] values, int from, int to, int least) {
    if (least < 2) {
      throw new IllegalArgumentException(
          "%d values a side: a distance within a side needs 2".formatted(least));
    }
    if (to - from < 2 * least) {
      return Optional.empty();
    }
    var sums = new Sums(values, from, to);
    var best = new EnergySplit(from + least, Double.NEGATIVE_INFINITY);
    for (int at = from + 1; at <= to - least; at++) {
      sums.take(at - 1);
      if (at - from >= least && sums.statistic() > best.statistic) {
        best = new EnergySplit(at, sums.statistic());
      }
    }
    return Optional.of(best);
  }

  /// Sums of distances between and within both sides, kept while the split moves to the right.
  private static final class Sums {
    private final double[] values;
    private final int from;
    private final int to;
    private int split;
    private double between;
    private double left;
    private double right;

    Sums(double[] values, int from, int to) {
      this.values = values;
      this.from = from;
      this.to = to;
      this.split = from;
      for (int i = from; i < to; i++) {
        for (int j = i + 1; j < to; j++) {
          right += Math.abs(values[i] - values[j]);
        }
      }
    }

    /// The value at `split` changes sides.
    void take(int index) {
      double before = 0;
      double after = 0;
      for (int i = from; i < index; i++) {
        before += Math.abs(values[i] - values[index]);
      }
      for (int j = index + 1; j < to; j++) {
        after += Math.abs(values[j] - values[index]);
      }
      between += after - before;
      left += before;
      right -= after;
      split = index + 1;
    }

    double statistic() {
      double n = split - from;
      double m = to - split;
      double apart = 2 * between / (n * m);
      double within = 2 * left / (n * (n - 1)) + 2 * right / (m * (m - 1));
      return n * m / (n + m) * (apart - within);
    }
  }
}
