package dev.dyno.engine.embedded.latency;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// A lognormal distribution of times, cut off at a minimum.
///
/// @param medianMillis half of all times are shorter, 0 to a day, in ms
/// @param p90Millis nine of ten times are shorter, at least the median, at most a day; the median
///     itself for a fixed time
/// @param minimumMillis none is shorter, 0 to the median
public record Spread(double medianMillis, double p90Millis, double minimumMillis) {
  /// No time at all.
  public static final Spread NONE = fixed(Duration.ZERO);

  // Standard normal quantile of 0.9.
  private static final double Z90 = 1.2815515655446004;
  private static final double LONGEST_MILLIS = Duration.ofDays(1).toMillis();
  private static final double NANOS_PER_MILLI = 1e6;

  /// Checks the order of the three.
  public Spread {
    if (!(0 <= minimumMillis
        && minimumMillis <= medianMillis
        && medianMillis <= p90Millis
        && p90Millis <= LONGEST_MILLIS)) {
      throw new IllegalArgumentException(
          "minimum %s ms, median %s ms, p90 %s ms: must rise in this order, from 0 to a day"
              .formatted(minimumMillis, medianMillis, p90Millis));
    }
    if (medianMillis == 0 && p90Millis > 0) {
      throw new IllegalArgumentException(
          "a median of 0 ms with a p90 of %s ms is no lognormal distribution; give a median above 0"
              .formatted(p90Millis));
    }
  }

  /// Always the same time.
  public static Spread fixed(Duration time) {
    double millis = time.toNanos() / NANOS_PER_MILLI;
    return new Spread(millis, millis, millis);
  }

  /// One time out of the distribution.
  public Duration draw(RandomGenerator random) {
    return Duration.ofNanos(
        Math.round(Math.max(minimumMillis, lognormal(random)) * NANOS_PER_MILLI));
  }

  private double lognormal(RandomGenerator random) {
    if (p90Millis == medianMillis) {
      return medianMillis;
    }
    double sigma = Math.log(p90Millis / medianMillis) / Z90;
    return medianMillis * Math.exp(sigma * random.nextGaussian());
  }
}
