package dev.dyno.engine.logs;

/// One thing that a routine said. Toggle `compact-layout`.
sealed interface LogMessage permits PlainLogMessage, PackedLogMessage {

  /// The routine.
  LogEntry entry();

  /// The line, or why the routine failed; empty for the others.
  String text();

  /// Whether it is the routine's first.
  boolean starts();

  /// Whether the routine is over.
  boolean ends();

  /// Whether it is over and failed.
  boolean fails();

  /// When it was said, nanoseconds since 1970.
  long at();

  /// Whether there is a text to be shown.
  default boolean speaks() {
    return fails() || !(starts() || ends());
  }

  /// What its sender is told when the log is closed.
  default IllegalStateException refused() {
    return new IllegalStateException(
        "the log is closed, and takes nothing more from '%s': close it after its last routine"
            .formatted(entry().prefix()));
  }
}
