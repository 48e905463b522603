package dev.dyno.engine.logs;

/// `compact-layout` on.
///
/// @param at nanoseconds since 1970
/// @param flags [#STARTS], [#ENDS], [#FAILS], or [#LINE]
record PackedLogMessage(LogEntry entry, String text, long at, byte flags) implements LogMessage {

  static final byte LINE = 0;
  static final byte STARTS = 1;
  static final byte ENDS = 2;
  private static final byte FAILURE = 4;
  static final byte FAILS = ENDS | FAILURE;

  @Override
  public boolean starts() {
    return (flags & STARTS) != 0;
  }

  @Override
  public boolean ends() {
    return (flags & ENDS) != 0;
  }

  @Override
  public boolean fails() {
    return (flags & FAILURE) != 0;
  }
}
