package dev.dyno.engine.deadline;

import java.time.Duration;

/// A limit that passes soon, yet not before what it is to interrupt has begun. How long that takes
/// depends on the machine: on a busy one, seconds.
public final class LimitThatLasts {
  private static final Duration FIRST = Duration.ofMillis(150);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private LimitThatLasts() {}

  /// What happens within a limit, and what a test asserts of it.
  @FunctionalInterface
  public interface Attempt {
    /// @return whether it had begun when the limit passed
    boolean within(Duration limit) throws Exception;
  }

  /// Tries with 150 ms, and with twice as much as long as it was too little.
  ///
  /// @param what is to begin, for the message
  public static void untilBegun(String what, Attempt attempt) throws Exception {
    untilBegun(what, FIRST, attempt);
  }

  /// Tries with a first limit, and with twice as much as long as it was too little.
  public static void untilBegun(String what, Duration first, Attempt attempt) throws Exception {
    var limit = first;
    while (!attempt.within(limit)) {
      limit = limit.multipliedBy(2);
      if (limit.compareTo(LONGEST) > 0) {
        throw new AssertionError("%s did not begin within %s".formatted(what, LONGEST));
      }
    }
  }
}
