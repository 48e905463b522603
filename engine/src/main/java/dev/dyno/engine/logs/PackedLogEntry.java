package dev.dyno.engine.logs;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `compact-layout` on: moments are nanoseconds, states are bits, lines are a ring that is there
/// only while there are lines, and there is no lock: the board's guards it.
///
/// The bits share a byte, so that two threads without a common lock would lose each other's
/// writes.
final class PackedLogEntry implements LogEntry {

  private static final byte ENDED = 1;
  private static final byte FAILED = 2;

  private final String prefix;
  private final long number;

  /// When it began, in nanoseconds since 1970; once it is over, how long it took.
  private long time;

  private @Nullable String @Nullable [] ring;
  private byte oldest;
  private byte filled;
  private byte flags;

  PackedLogEntry(String prefix, long number, long started) {
    this.prefix = prefix;
    this.number = number;
    this.time = started;
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
    if (ring == null) {
      ring = new String[LINES];
    }
    if (filled < LINES) {
      ring[(oldest + filled++) % LINES] = line;
    } else {
      ring[oldest] = line;
      oldest = (byte) ((oldest + 1) % LINES);
    }
  }

  @Override
  public void end(boolean failed, long at) {
    time = Math.max(0, at - time);
    flags = failed ? ENDED | FAILED : ENDED;
    if (!failed) {
      ring = null;
      filled = 0;
    }
  }

  @Override
  public boolean ended() {
    return (flags & ENDED) != 0;
  }

  @Override
  public boolean failed() {
    return (flags & FAILED) != 0;
  }

  @Override
  public long took(long now) {
    return ended() ? time : Math.max(0, now - time);
  }

  @Override
  public int lines() {
    return filled;
  }

  @Override
  public String line(int index) {
    Objects.checkIndex(index, filled);
    return Objects.requireNonNull(Objects.requireNonNull(ring)[(oldest + index) % LINES]);
  }
}
