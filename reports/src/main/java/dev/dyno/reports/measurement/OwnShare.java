package dev.dyno.reports.measurement;

import java.util.Map;

/// Which share of a turn's time is the benchmark's own: all but what its threads were ready to run
/// and waited for a core. On a machine that does nothing else, that is next to all; beside busy
/// loops it is half, and the rest comes in slices of the scheduler, which say nothing of the code.
///
/// What a thread blocks, sleeps, or stands still for a collector is its own. A wait is only taken
/// off where all threads of the JVM could have had a core at once, so that it is the doing of
/// others; and never more than would leave the CPU time that was used.
///
/// @param nanosPerOperation of thread time, by a score of 1; 0 where nothing may be taken off
/// @param inverse whether a higher score is less time
record OwnShare(double nanosPerOperation, boolean inverse) {

  private static final OwnShare ALL = new OwnShare(0, false);

  private static final Map<String, Double> NANOS =
      Map.of(
          "ns", 1.0,
          "us", 1e3,
          "ms", 1e6,
          "s", 1e9,
          "min", 60e9,
          "hr", 3600e9,
          "day", 86_400e9);

  /// Of all turns of a fork.
  static OwnShare of(Fork fork) {
    boolean inverse = fork.unit().startsWith("ops/");
    var unit = inverse ? fork.unit().substring(4) : fork.unit().replaceFirst("/op$", "");
    double nanos = NANOS.getOrDefault(unit, 0.0);
    return nanos > 0 && everyThreadHasACore(fork)
        ? new OwnShare(inverse ? nanos * fork.threads() : nanos, inverse)
        : ALL;
  }

  /// The benchmark's own, and as many as the others' CPU time keeps busy.
  private static boolean everyThreadHasACore(Fork fork) {
    long wall = 0;
    long others = 0;
    for (var turn : fork.measured()) {
      if (turn.processCpuNanos() < 0 || turn.threadCpuNanos() < 0) {
        return false;
      }
      wall += turn.wallNanos();
      others += turn.processCpuNanos() - turn.threadCpuNanos();
    }
    return fork.threads() > 0
        && wall > 0
        && fork.threads() + (double) others / wall <= fork.cores() + SPARE;
  }

  /// For the control thread of JMH and the ticks of a clock.
  private static final double SPARE = 0.2;

  /// Above 0, at most 1.
  double of(Turn turn) {
    double all =
        nanosPerOperation * (inverse ? 1 / turn.score() : turn.score()) * turn.operations();
    if (!(all > 0) || turn.waitedNanos() <= 0) {
      return 1;
    }
    double used = turn.threadCpuNanos() / all;
    double kept = 1 - turn.waitedNanos() / all;
    double own = Math.min(1, Math.max(used, kept));
    return own > 0 ? own : 1;
  }
}
