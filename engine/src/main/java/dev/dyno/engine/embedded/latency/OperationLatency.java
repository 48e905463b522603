package dev.dyno.engine.embedded.latency;

import java.time.Duration;

/// What one operation costs a daemon.
///
/// @param time from the request to the answer when nothing else is asked
/// @param cpuShare core time over that time, at least 0; above 1 when the work keeps several cores
///     busy at once, as a start does in daemon, shim and runtime
/// @param atOnce how many the daemon does at once, the others wait in the order of asking; 0 for
///     any number
public record OperationLatency(Spread time, double cpuShare, int atOnce) {
  /// Costs nothing.
  public static final OperationLatency NONE = new OperationLatency(Spread.NONE, 0, 0);

  private static final double LARGEST_SHARE = 1024;

  /// Checks the share and the limit.
  public OperationLatency {
    if (!(0 <= cpuShare && cpuShare <= LARGEST_SHARE)) {
      throw new IllegalArgumentException(
          "a CPU share of %s is not between 0 and the number of cores".formatted(cpuShare));
    }
    if (atOnce < 0) {
      throw new IllegalArgumentException(
          "%d at once: must be at least 1, or 0 for any number".formatted(atOnce));
    }
  }

  /// How many cores the work keeps busy.
  int slices() {
    return (int) Math.ceil(cpuShare);
  }

  /// The time of the work on each of its cores.
  Duration slice(Duration total) {
    return slices() == 0 ? Duration.ZERO : scaled(total, cpuShare / slices());
  }

  /// The time in which no core is busy.
  Duration waiting(Duration total) {
    return total.minus(slice(total));
  }

  private static Duration scaled(Duration time, double factor) {
    return Duration.ofNanos(Math.round(time.toNanos() * factor));
  }
}
