package dev.dyno.engine.logs;

import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import java.time.InstantSource;

/// Makes entries and messages of one kind. Toggle `compact-layout`.
sealed interface LogLayout permits PlainLogLayout, PackedLogLayout {

  /// A routine that begins now.
  LogEntry entry(String prefix, long number);

  /// It began.
  LogMessage opened(LogEntry entry);

  /// It said something.
  LogMessage line(LogEntry entry, String text);

  /// It is over, and did what it should.
  LogMessage done(LogEntry entry);

  /// It is over, and failed.
  LogMessage failed(LogEntry entry, String reason);

  /// The implementation that the toggles ask for.
  static LogLayout chosenBy(Toggles toggles, InstantSource clock) {
    return toggles.has(Optimization.COMPACT_LAYOUT)
        ? new PackedLogLayout(clock)
        : new PlainLogLayout(clock);
  }
}
