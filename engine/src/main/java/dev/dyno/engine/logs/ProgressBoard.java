package dev.dyno.engine.logs;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/// Format `progress`: a frame with a count, then the routines that are over, then those that run,
/// each in the order in which they were opened.
///
/// Guarantees: at most [#KEPT] routines that are over are kept, failed ones longest, then those
/// opened last, so that which ones does not depend on who ended first; the rest is counted. A line
/// after the end of its routine changes neither its state nor its lines; it is counted, and the
/// frame says so.
final class ProgressBoard implements LogView {

  /// Routines that are over and still shown.
  static final int KEPT = 64;

  private static final String INDENT = "   ";
  private static final Comparator<LogEntry> OPENED = Comparator.comparingLong(LogEntry::number);

  private final Terminal terminal;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeSet<LogEntry> running = new TreeSet<>(OPENED);
  private final TreeSet<LogEntry> over = new TreeSet<>(OPENED);
  private long done;
  private long failed;
  private long late;
  private boolean changed;

  ProgressBoard(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void take(LogMessage message, StringBuilder text) {
    lock.lock();
    try {
      changed = true;
      var entry = message.entry();
      if (entry.ended()) {
        late += message.speaks() ? 1 : 0;
        return;
      }
      if (message.starts()) {
        running.add(entry);
      }
      if (message.speaks()) {
        entry.add(message.text());
      }
      if (message.ends()) {
        end(entry, message);
      }
    } finally {
      lock.unlock();
    }
  }

  private void end(LogEntry entry, LogMessage message) {
    entry.end(message.fails(), message.at());
    running.remove(entry);
    over.add(entry);
    if (message.fails()) {
      failed++;
    } else {
      done++;
    }
    if (over.size() > KEPT) {
      evict();
    }
  }

  private void evict() {
    for (var entry : over) {
      if (!entry.failed()) {
        over.remove(entry);
        return;
      }
    }
    over.removeFirst();
  }

  @Override
  public void touch() {
    lock.lock();
    try {
      changed = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void draw(StringBuilder text) {
    lock.lock();
    try {
      if (changed) {
        changed = false;
        frame(text, Nanos.of(clock.instant()));
      }
    } finally {
      lock.unlock();
    }
  }

  private void frame(StringBuilder text, long now) {
    text.append(terminal.home());
    count(text);
    for (var entry : over) {
      if (entry.failed()) {
        routine(text, terminal.red(), "failed  ", entry, now);
      } else {
        routine(text, terminal.green(), "done    ", entry, now);
      }
    }
    for (var entry : running) {
      routine(text, terminal.gray(), "running ", entry, now);
    }
    text.append(terminal.endOfFrame());
  }

  private void count(StringBuilder text) {
    text.append(running.size()).append(" running, ").append(done).append(" done, ");
    text.append(failed).append(" failed");
    long hidden = done + failed - over.size();
    if (hidden > 0) {
      text.append(" (").append(hidden).append(" not shown)");
    }
    if (late > 0) {
      text.append(", ").append(late).append(" lines after the end of their routine");
    }
    text.append(terminal.endOfLine());
  }

  private void routine(StringBuilder text, String colour, String state, LogEntry entry, long now) {
    text.append(colour);
    int from = text.length();
    text.append(state);
    Nanos.append(text, entry.took(now));
    text.append(' ');
    Shown.append(text, entry.prefix(), room(text.length() - from));
    text.append(terminal.reset()).append(terminal.endOfLine());
    for (int i = 0; i < entry.lines(); i++) {
      text.append(INDENT);
      Shown.append(text, entry.line(i), room(INDENT.length()));
      text.append(terminal.endOfLine());
    }
  }

  private int room(int used) {
    return terminal.columns() == 0 ? Integer.MAX_VALUE : Math.max(0, terminal.columns() - used);
  }
}
