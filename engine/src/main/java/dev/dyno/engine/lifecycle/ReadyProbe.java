package dev.dyno.engine.lifecycle;

import dev.dyno.engine.runtime.ExecSpec;
import java.time.Duration;
import java.util.regex.Pattern;

/// When a container that was started can be used.
public sealed interface ReadyProbe {

  /// As soon as it has started.
  record Started() implements ReadyProbe {}

  /// When a line of its log, on either output, holds what the pattern describes. A container that
  /// is reused while it runs is ready: it said so before.
  record Line(Pattern pattern) implements ReadyProbe {}

  /// When a process in it ends with 0.
  ///
  /// @param pause between tries; above 0
  record Answer(ExecSpec process, Duration pause) implements ReadyProbe {
    public Answer {
      if (!pause.isPositive()) {
        throw new IllegalArgumentException(
            "a pause of %s between tries: needs more than 0".formatted(pause));
      }
    }
  }
}
