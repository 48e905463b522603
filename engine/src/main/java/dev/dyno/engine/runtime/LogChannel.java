package dev.dyno.engine.runtime;

/// Which of a process's two outputs a line came by.
public enum LogChannel {
  /// Standard output; with a terminal, everything.
  OUT,
  /// Standard error.
  ERR
}
