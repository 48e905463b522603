package dev.dyno.reports.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// How much of a spread lies between groups, and how much within them: one-way random effects, by
/// the analysis of variance (Searle, Casella and McCulloch, Variance Components, 1992, section
/// 3.6, also for groups of unequal sizes).
///
/// @param within variance of one value around its group, at least 0
/// @param between variance of the groups, at least 0; 0 also where the estimate is negative
public record VarianceComponents(double within, double between) {

  public VarianceComponents {
    if (!(within >= 0 && between >= 0)) {
      throw new IllegalArgumentException(
          "variances %s within and %s between: need 0 or above".formatted(within, between));
    }
  }

  /// Estimates both.
  ///
  /// @param groups at least 2, each with at least one value, and one with two; finite
  public static VarianceComponents of(List<double[]> groups) {
    int all = groups.stream().mapToInt(group -> group.length).sum();
    int count = groups.size();
    if (count < 2 || all <= count || groups.stream().anyMatch(group -> group.length == 0)) {
      throw new IllegalArgumentException(
          "%d values in %d groups: need two groups, none empty, and one of two values"
              .formatted(all, count));
    }
    double mean = groups.stream().flatMapToDouble(Arrays::stream).sum() / all;
    double inside = 0;
    double outside = 0;
    double squares = 0;
    for (var group : groups) {
      double own = Arrays.stream(group).sum() / group.length;
      inside += Arrays.stream(group).map(value -> (value - own) * (value - own)).sum();
      outside += group.length * (own - mean) * (own - mean);
      squares += (double) group.length * group.length;
    }
    double within = inside / (all - count);
    double size = (all - squares / all) / (count - 1);
    return new VarianceComponents(within, Math.max(0, (outside / (count - 1) - within) / size));
  }

  /// How many values of a group make the mean of all groups sharpest for its cost (Kalibera and
  /// Jones, Rigorous Benchmarking in Reasonable Time, ISMM 2013: their number of repetitions).
  ///
  /// @param cost of a further group over that of a further value, above 0
  /// @return 1 or more; empty where groups do not differ, and values of one group would do
  public OptionalInt best(double cost) {
    if (!(cost > 0)) {
      throw new IllegalArgumentException("a cost of %s is not above 0".formatted(cost));
    }
    double best = Math.ceil(Math.sqrt(cost * within / between));
    return between == 0 ? OptionalInt.empty() : OptionalInt.of((int) Math.clamp(best, 1, 1e9));
  }
}
