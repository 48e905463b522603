package dev.dyno.engine.embedded.container.log;

import java.time.Instant;
import java.util.OptionalLong;

/// Which part of a log somebody wants.
///
/// @param follow whether to go on until the program ends
/// @param tail so many of the last messages of both streams, as dockerd counts; empty for all
/// @param since no message before this
/// @param until no message after this
public record LogQuery(boolean follow, OptionalLong tail, Instant since, Instant until) {
  /// All that is there.
  public static final LogQuery ALL =
      new LogQuery(false, OptionalLong.empty(), Instant.MIN, Instant.MAX);
}
