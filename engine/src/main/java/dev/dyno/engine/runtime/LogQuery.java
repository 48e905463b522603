package dev.dyno.engine.runtime;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// Which lines of a container's log.
///
/// @param follow goes on until the container ends
/// @param tail only the last so many lines written so far, from 0
/// @param since only lines written at that second or later
/// @param timestamps puts the daemon's time, as RFC 3339 writes it, and a blank before each line
public record LogQuery(
    boolean follow, OptionalInt tail, Optional<Instant> since, boolean timestamps) {

  public LogQuery {
    if (tail.isPresent() && tail.getAsInt() < 0) {
      throw new IllegalArgumentException(
          "the last %d lines: needs 0 or more".formatted(tail.getAsInt()));
    }
  }

  /// All that was written so far.
  public static LogQuery soFar() {
    return new LogQuery(false, OptionalInt.empty(), Optional.empty(), false);
  }

  /// All, until the container ends.
  public static LogQuery following() {
    return new LogQuery(true, OptionalInt.empty(), Optional.empty(), false);
  }

  /// Of these, only the last lines of those written so far.
  public LogQuery last(int lines) {
    return new LogQuery(follow, OptionalInt.of(lines), since, timestamps);
  }
}
