package dev.dyno.engine.logs;

/// What is remembered of a routine. Toggle `compact-layout`.
///
/// Assumes that its calls come one after the other: the board's lock sees to it.
sealed interface LogEntry permits PlainLogEntry, PackedLogEntry {

  /// Lines that are remembered: the last of them.
  int LINES = 5;

  /// What stands before each of its lines.
  String prefix();

  /// Routines are numbered in the order in which they were opened.
  long number();

  /// Remembers a line, and forgets the oldest when there are more than [#LINES].
  void add(String line);

  /// Ends it; the lines of one that did not fail are forgotten.
  ///
  /// @param at nanoseconds since 1970
  void end(boolean failed, long at);

  /// Whether it is over.
  boolean ended();

  /// Whether it is over and failed.
  boolean failed();

  /// How long it took, or, while it runs, has taken.
  ///
  /// @param now nanoseconds since 1970; not used once it is over
  /// @return nanoseconds; 0 when the clock was set back
  long took(long now);

  /// How many lines are remembered, 0 to [#LINES].
  int lines();

  /// A line that is remembered.
  ///
  /// @param index 0 for the oldest
  String line(int index);
}
