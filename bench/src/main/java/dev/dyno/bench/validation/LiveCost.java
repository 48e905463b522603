package dev.dyno.bench.validation;

import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Turn;
import java.util.List;

/// What pairs cost.
final class LiveCost {

  private LiveCost() {}

  /// CPU time of all turns of both sides, warm-up included, without JMH's control thread;
  /// negative where it was not recorded.
  static double cpuSeconds(List<Pair> pairs) {
    double nanos = 0;
    for (var pair : pairs) {
      for (var fork : List.of(pair.baseline(), pair.candidate())) {
        double own = nanos(fork);
        if (own < 0) {
          return -1;
        }
        nanos += own;
      }
    }
    return nanos / 1e9;
  }

  private static double nanos(Fork fork) {
    return fork.turns().stream().anyMatch(turn -> turn.processCpuNanos() < 0)
        ? -1
        : fork.turns().stream().mapToDouble(Turn::processCpuNanos).sum();
  }
}
