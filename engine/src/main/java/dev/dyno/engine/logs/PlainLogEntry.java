package dev.dyno.engine.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `compact-layout` off: a moment is an [Instant], a number a [Long], lines are a list, and a lock
/// of its own guards it all, though the board's lock is held anyway.
final class PlainLogEntry implements LogEntry {

  private final Object lock = new Object();
  private final String prefix;
  private final Long number;
  private final Instant started;
  private @Nullable Instant ended;
  private Boolean failed = false;
  private final List<String> lines = new ArrayList<>(LINES);

  PlainLogEntry(String prefix, long number, Instant started) {
    this.prefix = prefix;
    this.number = number;
    this.started = started;
  }

  @Override
  public String prefix() {
    return prefix;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void add(String line) {
    synchronized (lock) {
      if (lines.size() == LINES) {
        lines.removeFirst();
      }
      lines.add(line);
    }
  }

  @Override
  public void end(boolean failed, long at) {
    synchronized (lock) {
      this.failed = failed;
      this.ended = Nanos.instant(at);
      if (!failed) {
        lines.clear();
      }
    }
  }

  @Override
  public boolean ended() {
    synchronized (lock) {
      return ended != null;
    }
  }

  @Override
  public boolean failed() {
    synchronized (lock) {
      return failed;
    }
  }

  @Override
  public long took(long now) {
    synchronized (lock) {
      var until = ended == null ? Nanos.instant(now) : ended;
      return Math.max(0, Duration.between(started, until).toNanos());
    }
  }

  @Override
  public int lines() {
    synchronized (lock) {
      return lines.size();
    }
  }

  @Override
  public String line(int index) {
    synchronized (lock) {
      return lines.get(index);
    }
  }
}
