package dev.dyno.engine.logs;

/// How a log is shown.
public enum LogFormat {
  /// `<prefix> <line>`, straight through.
  PLAIN,

  /// A frame, drawn again and again: every routine with its state, how long it took, and the last
  /// five lines of those that run or failed.
  PROGRESS
}
