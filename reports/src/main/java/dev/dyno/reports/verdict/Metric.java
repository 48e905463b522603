package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.statistics.LogRatio;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What is compared. Each knows how to read itself off a fork, and which way is dearer.
public enum Metric {
  /// Wall time of an operation, or throughput turned around: the score of JMH.
  TIME("time/op", 0.05, 0) {
    @Override
    double[] costs(Fork fork) {
      boolean dearerWhenLess = fork.unit().startsWith("ops/");
      return each(fork, turn -> dearerWhenLess ? 1 / turn.score() : turn.score());
    }

    @Override
    double logRatio(double[] baseline, double[] candidate) {
      return LogRatio.robust(baseline, candidate);
    }

    @Override
    double shown(Fork fork) {
      double cost = median(costs(fork));
      return fork.unit().startsWith("ops/") ? 1 / cost : cost;
    }

    @Override
    String unit(Fork fork) {
      return fork.unit();
    }
  },
  /// CPU time of the whole JVM for an operation: its workers, its collector and its compiler.
  CPU("cpu/op", 0.05, 0) {
    @Override
    double[] costs(Fork fork) {
      return new double[] {perOperation(fork, Turn::processCpuNanos) / 1000};
    }

    @Override
    String unit(Fork fork) {
      return "us/op";
    }
  },
  /// Bytes allocated by an operation, over all threads.
  BYTES("B/op", 0.01, 16) {
    @Override
    double[] costs(Fork fork) {
      return new double[] {perOperation(fork, Turn::allocatedBytes)};
    }

    @Override
    String unit(Fork fork) {
      return "B/op";
    }
  };

  private final String label;
  private final double threshold;
  private final double floor;

  Metric(String label, double threshold, double floor) {
    this.label = label;
    this.threshold = threshold;
    this.floor = floor;
  }

  /// The metric that files and command lines call `label`.
  public static Optional<Metric> named(String label) {
    return Arrays.stream(values()).filter(metric -> metric.label.equals(label)).findFirst();
  }

  /// `time/op`: its name in files and tables.
  public String label() {
    return label;
  }

  /// Whether it is a count, which neither the session nor the layout of memory sways.
  boolean counted() {
    return floor > 0;
  }

  /// The smallest change that matters, as a share of the baseline. Bytes step by 8, so that theirs
  /// is never below 16.
  double threshold(double baseline) {
    return floor == 0 || !(baseline > 0) ? threshold : Math.max(threshold, floor / baseline);
  }

  /// The smallest step of the reading, relative to the baseline; 0 for a continuous one.
  double quantum(double baseline) {
    return floor == 0 || !(baseline > 0) ? 0 : 1 / baseline;
  }

  /// `ln(candidate/baseline)` of one pair, as a cost; empty when a side shows nothing to compare,
  /// such as 0 bytes.
  Optional<Double> logRatio(Pair pair) {
    double[] baseline = costs(pair.baseline());
    double[] candidate = costs(pair.candidate());
    int rounds = Math.min(baseline.length, candidate.length);
    if (rounds == 0 || !positive(baseline) || !positive(candidate)) {
      return Optional.empty();
    }
    return Optional.of(logRatio(Arrays.copyOf(baseline, rounds), Arrays.copyOf(candidate, rounds)));
  }

  double logRatio(double[] baseline, double[] candidate) {
    return LogRatio.ofSums(baseline, candidate);
  }

  abstract double[] costs(Fork fork);

  /// The reading of one fork as people know it, in [#unit(Fork)].
  double shown(Fork fork) {
    return median(costs(fork));
  }

  abstract String unit(Fork fork);

  /// The median over forks of what [#shown(Fork)] reads.
  double shown(List<Fork> forks) {
    return median(forks.stream().mapToDouble(this::shown).toArray());
  }

  private static double[] each(Fork fork, ToDoubleFunction<Turn> reading) {
    return fork.measured().stream().mapToDouble(reading).toArray();
  }

  private static double perOperation(Fork fork, ToDoubleFunction<Turn> reading) {
    double sum = Arrays.stream(each(fork, reading)).sum();
    return sum / Math.max(1, fork.measured().stream().mapToLong(Turn::operations).sum());
  }

  private static boolean positive(double[] values) {
    return Arrays.stream(values).allMatch(value -> value > 0 && Double.isFinite(value));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
