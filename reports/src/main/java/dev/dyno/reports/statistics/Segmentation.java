package dev.dyno.reports.statistics;

import java.util.ArrayList;
import java.util.List;

/// A series cut into stretches of one mean each: those that make the sum of squared residuals plus
/// a penalty for each stretch smallest, which is the Potts functional.
///
/// Found exactly, by the recursion of Jackson et al. (An Algorithm for Optimal Partitioning of Data
/// on an Interval, IEEE Signal Processing Letters 12, 2005), in quadratic time; PELT (Killick,
/// Fearnhead and Eckley, Optimal Detection of Changepoints with a Linear Computational Cost, JASA
/// 107, 2012) prunes the same recursion, and finds the same.
///
/// @param stretches in order; together they are the series
public record Segmentation(List<Stretch> stretches) {

  public Segmentation {
    stretches = List.copyOf(stretches);
    int next = 0;
    for (var stretch : stretches) {
      if (stretch.start != next) {
        throw new IllegalArgumentException(
            "a stretch starts at %d where %d is due".formatted(stretch.start, next));
      }
      next = stretch.end;
    }
    if (stretches.isEmpty()) {
      throw new IllegalArgumentException("no stretches: a series has at least one value");
    }
  }

  /// Values of one mean.
  ///
  /// @param start index of the first
  /// @param end index after the last; above `start`
  public record Stretch(int start, int end, double mean) {

    public Stretch {
      if (start >= end) {
        throw new IllegalArgumentException("a stretch from %d to %d".formatted(start, end));
      }
    }
  }

  /// Cuts a series.
  ///
  /// @param values finite; at least one
  /// @param penalty of each stretch, in squares of the values' unit; at least 0
  /// @param least values in a stretch, 1 or more; a series of fewer is one stretch
  public static Segmentation of(double[] values, double penalty, int least) {
    check(values, penalty, least);
    int n = values.length;
    var sums = new double[n + 1];
    var squares = new double[n + 1];
    double first = values[0]; // near it, squares keep their digits
    for (int i = 0; i < n; i++) {
      sums[i + 1] = sums[i] + values[i] - first;
      squares[i + 1] = squares[i] + (values[i] - first) * (values[i] - first);
    }
    var best = new double[n + 1];
    var cut = new int[n + 1];
    for (int end = 1; end <= n; end++) {
      best[end] = Double.POSITIVE_INFINITY;
      int latest = end == n ? Math.max(0, end - least) : end - least; // few values are one stretch
      for (int start = 0; start <= latest; start++) {
        double total = sums[end] - sums[start];
        double residual = squares[end] - squares[start] - total * total / (end - start);
        double cost = best[start] + Math.max(0, residual) + penalty;
        if (cost < best[end]) {
          best[end] = cost;
          cut[end] = start;
        }
      }
    }
    var stretches = new ArrayList<Stretch>();
    for (int end = n; end > 0; end = cut[end]) {
      int start = cut[end];
      stretches.addFirst(
          new Stretch(start, end, first + (sums[end] - sums[start]) / (end - start)));
    }
    return new Segmentation(stretches);
  }

  /// Neighbours joined, the closest first, until none are closer than `distance`.
  ///
  /// @param distance between means, at least 0
  public Segmentation joined(double distance) {
    var left = new ArrayList<>(stretches);
    while (left.size() > 1) {
      int closest = 0;
      for (int i = 1; i + 1 < left.size(); i++) {
        closest = gap(left, i) < gap(left, closest) ? i : closest;
      }
      if (gap(left, closest) >= distance) {
        break;
      }
      var next = left.remove(closest + 1);
      left.set(closest, together(left.get(closest), next));
    }
    return new Segmentation(left);
  }

  private static double gap(List<Stretch> all, int i) {
    return Math.abs(all.get(i + 1).mean - all.get(i).mean);
  }

  private static Stretch together(Stretch one, Stretch next) {
    int mine = one.end - one.start;
    int theirs = next.end - next.start;
    return new Stretch(
        one.start, next.end, (mine * one.mean + theirs * next.mean) / (mine + theirs));
  }

  private static void check(double[] values, double penalty, int least) {
    if (values.length == 0 || !(penalty >= 0) || least < 1) {
      throw new IllegalArgumentException(
          "%d values at penalty %s in stretches of %d: need at least one, 0 and 1"
              .formatted(values.length, penalty, least));
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a value of %s has no mean".formatted(value));
      }
    }
  }
}
