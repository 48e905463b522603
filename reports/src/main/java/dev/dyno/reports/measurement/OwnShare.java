package dev.dyno.reports.measurement;

import java.util.Map;

/// Which share of a turn's time is the benchmark's own: all but what its threads were ready to run
/// and waited for a core. On a machine that does nothing else, that is next to all; beside busy
/// loops it is half, and the rest comes in slices of the scheduler, which say nothing of the code.
///
/// What a thread blocks, sleeps, or stands still for a collector is its own, and never less is left
/// than the CPU time that was used. A wait is only taken off where it is the doing of others: see
/// [#isKnown(Fork)].
///
/// @param nanosPerOperation of thread time, by a score of 1
/// @param inverse whether a higher score is less time
record OwnShare(double nanosPerOperation, boolean inverse) {

  /// Of what was waited, what the JVM's other threads but JMH's may have used at most: each
  /// nanosecond of theirs may be one of its own waits, and work that they do waits unseen.
  private static final double OTHERS = 1.0 / 3;

  /// CPU time and waits over the time that JMH timed: beyond it, they were set-up's.
  private static final double UNTIMED = 1.3;

  private static final Map<String, Double> NANOS =
      Map.of(
          "ns", 1.0,
          "us", 1e3,
          "ms", 1e6,
          "s", 1e9,
          "min", 60e9,
          "hr", 3600e9,
          "day", 86_400e9);

  private static OwnShare in(Fork fork) {
    boolean inverse = fork.isThroughput();
    var unit = inverse ? fork.unit().substring(4) : fork.unit().replaceFirst("/op$", "");
    double nanos = NANOS.getOrDefault(unit, 0.0);
    return new OwnShare(inverse ? nanos * fork.threads() : nanos, inverse);
  }

  /// Whether the waits of a fork are known, and those of what JMH timed, and others' doing: its
  /// threads are no more than its cores, and the JVM's others but JMH's used little CPU time beside
  /// so much waiting.
  static boolean isKnown(Fork fork) {
    var share = in(fork);
    double timed = 0;
    long waited = 0;
    long used = 0;
    long others = 0;
    for (var turn : fork.measured()) {
      if (turn.waitedNanos() < 0 || turn.threadCpuNanos() < 0 || turn.processCpuNanos() < 0) {
        return false;
      }
      timed += share.timed(turn);
      waited += turn.waitedNanos();
      used += turn.threadCpuNanos();
      others += turn.processCpuNanos() - turn.threadCpuNanos();
    }
    return fork.threads() > 0
        && fork.threads() <= fork.cores()
        && waited > 0
        && others <= OTHERS * waited
        && used + waited <= UNTIMED * timed;
  }

  /// The share of each of its turns that counts.
  ///
  /// @return each above 0, at most 1
  static double[] of(Fork fork) {
    var share = in(fork);
    return fork.measured().stream().mapToDouble(share::of).toArray();
  }

  private double timed(Turn turn) {
    return nanosPerOperation * (inverse ? 1 / turn.score() : turn.score()) * turn.operations();
  }

  private double of(Turn turn) {
    double timed = timed(turn);
    double used = turn.threadCpuNanos() / timed;
    double kept = 1 - turn.waitedNanos() / timed;
    double own = Math.min(1, Math.max(used, kept));
    return own > 0 ? own : 1;
  }
}
