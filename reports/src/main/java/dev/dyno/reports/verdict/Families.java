package dev.dyno.reports.verdict;

import java.util.stream.Stream;

/// How a gate shares out the error of calling unchanged code Regressed: a fifth to what is counted,
/// the rest to what is timed, and all of it to the one where nothing of the other is held. What a
/// counter's change must show is that its pairs do not agree by luck
/// ([dev.dyno.reports.statistics.SpeedLuck]); a time must outweigh its noise, too, so that a
/// stricter level costs it more. With the usual looks, and as many times as counters, of a change
/// below a factor of 2: a counter is called after 8 pairs instead of 6 from five benchmarks on, and
/// a time from 20 on (FamiliesTest); were both one family, either from 13 on.
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
