package dev.dyno.reports.verdict;

import java.util.stream.Stream;

/// How a gate shares out the error of calling unchanged code Regressed. A counter shows a change
/// in its first pairs whatever the level, so that a fifth of the error is enough for all of them,
/// and the times, which need every pair that a stricter level costs, keep the rest. Where a gate
/// holds nothing of one family, the other has it all.
///
/// @param times how many hypotheses are of times, comparisons times metrics held
/// @param counters how many are of counters
public record Families(int times, int counters) {

  /// That any unchanged comparison of a gate is called Regressed.
  public static final double ERROR = 0.05;

  private static final double OF_COUNTERS = 0.2;

  /// @param held the metrics that each comparison is held to
  static Families of(Stream<Metric> held) {
    var all = held.map(Family::of).toList();
    int counters = (int) all.stream().filter(each -> each == Family.COUNTERS).count();
    return new Families(all.size() - counters, counters);
  }

  int size(Metric metric) {
    return Math.max(1, size(Family.of(metric)));
  }

  int size(Family family) {
    return family == Family.COUNTERS ? counters : times;
  }

  double error(Metric metric) {
    return error(Family.of(metric));
  }

  /// The error of a family as a whole; those of all sum to [#ERROR].
  double error(Family family) {
    if (times == 0 || counters == 0) {
      return ERROR;
    }
    return ERROR * (family == Family.COUNTERS ? OF_COUNTERS : 1 - OF_COUNTERS);
  }
}
