package dev.dyno.engine.logs;

import dev.dyno.engine.metrics.LogFlushEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The stream that a log ends in.
///
/// Assumes that whoever writes holds the [#turn]. Guarantees: after the first failure nothing is
/// written any more, all is dropped and counted, and nobody waits; the failure is told once.
final class Sink {

  /// An event tells so many lines or bytes at least, or what there is at a flush.
  private static final int LINES_OF_AN_EVENT = Channel.BATCH;

  private static final int BYTES_OF_AN_EVENT = Channel.BATCH_CHARACTERS;

  private final OutputStream out;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable Throwable failure;
  private boolean told;

  // Set by who has the turn, read by anybody: no more than a plain write each.
  private final AtomicLong lines = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  // Guarded by the turn: writes that no event has told yet, and what events have told.
  private long newWrites;

  private long toldLines;
  private long toldBytes;

  Sink(OutputStream out) {
    this.out = out;
  }

  /// Held while text is drawn and written, so that frames reach the stream in the order in which
  /// they were drawn.
  ReentrantLock turn() {
    return turn;
  }

  /// Writes in one call, and flushes the stream.
  void write(byte[] bytes, int length) {
    if (failure != null) {
      add(dropped, length);
      return;
    }
    try {
      out.write(bytes, 0, length);
      out.flush();
      add(written, length);
      newWrites++;
    } catch (IOException | RuntimeException | Error broken) {
      failure = broken;
      add(dropped, length);
    }
  }

  /// So many more lines are shown by what was written, unless the sink has failed.
  void shown(int more) {
    if (failure != null) {
      return;
    }
    add(lines, more);
    if (lines.getPlain() - toldLines >= LINES_OF_AN_EVENT
        || written.getPlain() - toldBytes >= BYTES_OF_AN_EVENT) {
      tellEvent();
    }
  }

  private static void add(AtomicLong count, long more) {
    count.setRelease(count.getPlain() + more);
  }

  private void tellEvent() {
    LogFlushEvent.told(lines.getPlain() - toldLines, written.getPlain() - toldBytes, newWrites);
    toldLines = lines.getPlain();
    toldBytes = written.getPlain();
    newWrites = 0;
  }

  /// Lines shown so far. Needs no turn, nor do the next two.
  long lines() {
    return lines.getAcquire();
  }

  /// Bytes written so far.
  long written() {
    return written.getAcquire();
  }

  /// Bytes dropped so far, since the sink had failed.
  long dropped() {
    return dropped.getAcquire();
  }

  /// What was to be written could not be made. Needs no turn.
  void fail(Throwable bug) {
    turn.lock();
    try {
      if (failure == null) {
        failure = bug;
      }
    } finally {
      turn.unlock();
    }
  }

  /// Tells the failure, if there is one that was not told. Needs no turn.
  void tell() throws LogException {
    turn.lock();
    try {
      if (newWrites > 0) {
        tellEvent();
      }
      if (failure != null && !told) {
        told = true;
        throw new LogException(
            ("the log ended after %d bytes, and %d bytes were dropped since: its sink failed (%s):"
                    + " give it a sink that can be written")
                .formatted(written(), dropped(), failure),
            failure);
      }
    } finally {
      turn.unlock();
    }
  }
}
