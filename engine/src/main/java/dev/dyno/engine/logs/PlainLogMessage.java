package dev.dyno.engine.logs;

import java.time.Instant;

/// `compact-layout` off.
record PlainLogMessage(
    LogEntry entry, String text, Boolean start, Boolean end, Boolean failure, Instant moment)
    implements LogMessage {

  @Override
  public boolean starts() {
    return start;
  }

  @Override
  public boolean ends() {
    return end;
  }

  @Override
  public boolean fails() {
    return failure;
  }

  @Override
  public long at() {
    return Nanos.of(moment);
  }
}
