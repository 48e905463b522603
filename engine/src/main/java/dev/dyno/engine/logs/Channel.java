package dev.dyno.engine.logs;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A bounded channel of messages from any number of producers to one worker, who takes batches.
///
/// Assumes one worker. Guarantees: messages come out in the order in which they went in; none that
/// went in is lost; at most `capacity` messages and about [#CHARACTERS] characters wait, so that
/// producers wait while the worker is slower than they are; a batch is ready when it holds
/// [#BATCH] messages or [#BATCH_CHARACTERS] characters, or [#PATIENCE] after the worker saw its
/// first message.
///
/// One lock around an array: with 64 producers on two cores, two of these pass two to five million
/// messages a second, and most of that time goes to making and formatting them. A queue without
/// locks would still need one for producers to wait at. What counts is whom the worker wakes: one
/// producer a batch, who finds room for a batch. Waking all of them at a half-empty channel was
/// slower by a third and more.
final class Channel {

  /// Messages of a full batch.
  static final int BATCH = 50;

  /// Characters of a full batch, when its messages are long.
  static final int BATCH_CHARACTERS = 64 << 10;

  /// Characters that may wait; the last message may go beyond.
  static final int CHARACTERS = 4 << 20;

  /// How long a batch that is not full waits for more, in nanoseconds.
  static final long PATIENCE = 16_000_000;

  private final @Nullable LogMessage[] ring;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition roomy = lock.newCondition();
  private final Condition ready = lock.newCondition();
  private final Condition settled = lock.newCondition();
  private int oldest;
  private int filled;
  private long characters;
  private int waiting;

  /// Messages shown; in the worker's hand; and up to which number somebody waits for all.
  private long shown;

  private int inHand;
  private long wanted;
  private boolean closed;

  Channel(int capacity) {
    this.ring = new LogMessage[capacity];
  }

  /// Puts a message in; waits, whatever the interrupt, while there is no room.
  ///
  /// @throws IllegalStateException when the channel is closed; the message is not in it then
  void put(LogMessage message) {
    lock.lock();
    try {
      awaitRoom();
      if (closed) {
        throw message.refused();
      }
      boolean wasReady = batchIsFull();
      ring[(oldest + filled) % ring.length] = message;
      filled++;
      characters += message.text().length();
      if (filled == 1 || (!wasReady && batchIsFull())) {
        ready.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitRoom() {
    while (!closed && (filled == ring.length || characters >= CHARACTERS)) {
      waiting++;
      roomy.awaitUninterruptibly();
      waiting--;
    }
  }

  /// Waits for a batch, and takes it. The batch before counts as shown from now on.
  ///
  /// @param batch takes [#BATCH] messages
  /// @return how many it took; 0 when the channel is closed and empty
  int take(LogMessage[] batch) {
    lock.lock();
    try {
      settle();
      awaitBatch();
      inHand = moveTo(batch);
      wakeProducers();
      return inHand;
    } finally {
      lock.unlock();
    }
  }

  private void settle() {
    shown += inHand;
    inHand = 0;
    if (wanted > 0) {
      settled.signalAll();
    }
  }

  private void awaitBatch() {
    while (filled == 0 && !closed) {
      ready.awaitUninterruptibly();
    }
    long left = PATIENCE;
    while (!batchIsFull() && !closed && wanted <= shown && left > 0) {
      try {
        left = ready.awaitNanos(left);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return; // batches get smaller, nothing else
      }
    }
  }

  private int moveTo(LogMessage[] batch) {
    int count = 0;
    for (long taken = 0; count < batch.length && filled > 0 && taken < BATCH_CHARACTERS; count++) {
      var message = ring[oldest];
      if (message == null) {
        throw new AssertionError("no message where %d are".formatted(filled));
      }
      batch[count] = message;
      ring[oldest] = null;
      oldest = (oldest + 1) % ring.length;
      filled--;
      characters -= message.text().length();
      taken += message.text().length();
    }
    return count;
  }

  /// One, who can fill what was taken; all, when there might be nothing left to take otherwise.
  private void wakeProducers() {
    if (waiting > 0 && batchIsFull()) {
      roomy.signal();
    } else if (waiting > 0) {
      roomy.signalAll();
    }
  }

  private boolean batchIsFull() {
    return filled >= BATCH || characters >= BATCH_CHARACTERS;
  }

  /// Returns when all that went in before was shown; waits, whatever the interrupt.
  void flush() {
    lock.lock();
    try {
      long upTo = shown + inHand + filled;
      wanted = Math.max(wanted, upTo);
      ready.signal();
      while (shown < upTo) {
        settled.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Messages in it.
  int waiting() {
    lock.lock();
    try {
      return filled;
    } finally {
      lock.unlock();
    }
  }

  /// Takes no more; what is in it can still be taken. Producers that wait are refused.
  void close() {
    lock.lock();
    try {
      closed = true;
      ready.signal();
      roomy.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
