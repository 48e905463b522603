package dev.dyno.engine.runtime;

import java.time.Duration;

/// When a daemon or a registry that does not answer is left in peace for a while.
///
/// @param window how many of the last operations count; 1 to 1,000
/// @param least operations in the window before anything is decided; 1 to `window`
/// @param percent of them that must have found it unavailable; 1 to 100
/// @param pause for which nothing is asked of it then; above 0
public record BreakerPolicy(int window, int least, int percent, Duration pause) {

  public BreakerPolicy {
    if (window < 1 || window > 1_000 || least < 1 || least > window) {
      throw new IllegalArgumentException(
          "a window of %d with at least %d: needs 1 <= least <= window <= 1000"
              .formatted(window, least));
    }
    if (percent < 1 || percent > 100 || !pause.isPositive()) {
      throw new IllegalArgumentException(
          "%d %% and a pause of %s: needs 1 to 100 %%, and a pause above 0"
              .formatted(percent, pause));
    }
  }

  /// Half of the last 20, once there were 10; then 5 s of peace. A local daemon restarts in less.
  public static BreakerPolicy standard() {
    return new BreakerPolicy(20, 10, 50, Duration.ofSeconds(5));
  }
}
