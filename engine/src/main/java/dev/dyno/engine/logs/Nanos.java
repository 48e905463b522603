package dev.dyno.engine.logs;

import java.time.Instant;

/// Moments and durations as one number: nanoseconds.
final class Nanos {

  static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private Nanos() {}

  /// Since 1970; right until 2262.
  static long of(Instant moment) {
    return moment.getEpochSecond() * SECOND + moment.getNano();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }

  /// Appends a duration as people read it: `0.123s`, `12.3s`, `2m03s`, `1h02m`; cut, not rounded.
  ///
  /// @param nanos 0 or more
  static void append(StringBuilder text, long nanos) {
    long seconds = nanos / SECOND;
    if (seconds < 10) {
      text.append(seconds).append('.');
      padded(text, nanos % SECOND / MILLI, 3).append('s');
    } else if (seconds < 60) {
      text.append(seconds).append('.').append(nanos % SECOND / (100 * MILLI)).append('s');
    } else if (seconds < 3600) {
      padded(text.append(seconds / 60).append('m'), seconds % 60, 2).append('s');
    } else {
      padded(text.append(seconds / 3600).append('h'), seconds / 60 % 60, 2).append('m');
    }
  }

  private static StringBuilder padded(StringBuilder text, long number, int digits) {
    for (long least = 10, i = 1; i < digits; i++, least *= 10) {
      if (number < least) {
        text.append('0');
      }
    }
    return text.append(number);
  }
}
