package dev.dyno.engine.deadline;

import java.time.Duration;

/// How long a minute of a limit is where the engine runs.
///
/// @param production whether limits that know the difference are twice as long
/// @param timeScale real seconds for one second of a limit, 0.000001 to 1. Below 1 only in tests
///     and benchmarks, whose operations are scaled alike: at 0.001 ten minutes are 600 ms. Whoever
///     publishes a figure measured with it says so
public record Patience(boolean production, double timeScale) {

  private static final double LEAST = 1e-6;

  /// Checks the scale.
  public Patience {
    if (!(timeScale >= LEAST && timeScale <= 1)) {
      throw new IllegalArgumentException(
          "a time scale of %s: needs %s to 1, and is 1 outside of tests and benchmarks"
              .formatted(timeScale, LEAST));
    }
  }

  /// On a developer's machine or in CI.
  public static Patience usual() {
    return new Patience(false, 1);
  }

  /// Where a false alarm costs more than waiting.
  public static Patience inProduction() {
    return new Patience(true, 1);
  }

  /// The same with another time scale.
  public Patience scaled(double scale) {
    return new Patience(production, scale);
  }

  /// What a limit is in real time.
  Duration real(Duration limit) {
    return Duration.ofNanos(Math.round(limit.toNanos() * timeScale));
  }
}
