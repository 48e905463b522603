package dev.dyno.engine.logs;

import java.time.InstantSource;

/// `compact-layout` off: objects as one writes them down.
record PlainLogLayout(InstantSource clock) implements LogLayout {

  @Override
  public LogEntry entry(String prefix, long number) {
    return new PlainLogEntry(prefix, number, clock.instant());
  }

  @Override
  public LogMessage opened(LogEntry entry) {
    return new PlainLogMessage(entry, "", true, false, false, clock.instant());
  }

  @Override
  public LogMessage line(LogEntry entry, String text) {
    return new PlainLogMessage(entry, text, false, false, false, clock.instant());
  }

  @Override
  public LogMessage done(LogEntry entry) {
    return new PlainLogMessage(entry, "", false, true, false, clock.instant());
  }

  @Override
  public LogMessage failed(LogEntry entry, String reason) {
    return new PlainLogMessage(entry, reason, false, true, true, clock.instant());
  }
}
