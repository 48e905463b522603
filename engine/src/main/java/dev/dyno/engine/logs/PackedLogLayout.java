package dev.dyno.engine.logs;

import java.time.InstantSource;

/// `compact-layout` on: no object that a number can replace.
record PackedLogLayout(InstantSource clock) implements LogLayout {

  @Override
  public LogEntry entry(String prefix, long number) {
    return new PackedLogEntry(prefix, number, now());
  }

  @Override
  public LogMessage opened(LogEntry entry) {
    return new PackedLogMessage(entry, "", now(), PackedLogMessage.STARTS);
  }

  @Override
  public LogMessage line(LogEntry entry, String text) {
    return new PackedLogMessage(entry, text, now(), PackedLogMessage.LINE);
  }

  @Override
  public LogMessage done(LogEntry entry) {
    return new PackedLogMessage(entry, "", now(), PackedLogMessage.ENDS);
  }

  @Override
  public LogMessage failed(LogEntry entry, String reason) {
    return new PackedLogMessage(entry, reason, now(), PackedLogMessage.FAILS);
  }

  private long now() {
    return Nanos.of(clock.instant());
  }
}
