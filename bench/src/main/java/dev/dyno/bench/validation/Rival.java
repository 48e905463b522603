package dev.dyno.bench.validation;

import dev.dyno.reports.statistics.RankSum;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/// How others tell that a benchmark became dearer, from forks that ran one after the other. A fork
/// is its iterations' scores, as costs.
enum Rival {
  /// What JMH's users do: error bars that do not overlap. JMH's error is the 99.9 % interval of
  /// Student's t over all iterations of all forks, as if they were independent.
  JMH("JMH: 99.9 % intervals apart", 5, true) {
    @Override
    boolean dearer(List<double[]> baseline, List<double[]> candidate) {
      var there = pooled(baseline);
      var here = pooled(candidate);
      return mean(here) - margin(here) > mean(there) + margin(there);
    }
  },

  /// What Go's benchstat does with ten runs a side: rank sum test of the runs, two-sided, p <
  /// 0.05. A run is the median of its iterations: with their mean, JMH's score, it finds less.
  BENCHSTAT("benchstat: rank sum, p < 0.05", 10, true) {
    @Override
    boolean dearer(List<double[]> baseline, List<double[]> candidate) {
      var there = medians(baseline);
      var here = medians(candidate);
      return RankSum.p(there, here) < 0.05 && median(here) > median(there);
    }
  },

  /// What many workflows do: one run a side, and a fixed limit.
  FIXED("one run, 15 % limit", 1, false) {
    @Override
    boolean dearer(List<double[]> baseline, List<double[]> candidate) {
      return mean(candidate.getFirst()) > 1.15 * mean(baseline.getFirst());
    }
  };

  private static final double JMH_TAIL = 0.0005;

  private final String label;
  private final int forks;
  private final boolean grows;

  Rival(String label, int forks, boolean grows) {
    this.label = label;
    this.forks = forks;
    this.grows = grows;
  }

  /// For people.
  String label() {
    return label;
  }

  /// How many a side it takes by default.
  int forks() {
    return forks;
  }

  /// Whether more forks make it see more.
  boolean grows() {
    return grows;
  }

  /// Whether it calls the candidate dearer.
  abstract boolean dearer(List<double[]> baseline, List<double[]> candidate);

  private static double[] pooled(List<double[]> forks) {
    return forks.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] medians(List<double[]> forks) {
    return forks.stream().mapToDouble(Rival::median).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double margin(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    double error = Math.sqrt(squares / (values.length - 1.0) / values.length);
    return error * TDistribution.of(values.length - 1.0).inverseSurvivalProbability(JMH_TAIL);
  }
}
