package dev.dyno.engine.embedded.container.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The log of one container, over all its runs.
///
/// Assumes one writer at a time. Guarantees that readers see all messages, whole and in order, that
/// times never go back, that at most 64 KiB and one message are in memory, and that a reader that
/// came before [#discard] still gets everything.
public final class ContainerLog {
  static final int HEADER = Integer.BYTES + Byte.BYTES + Long.BYTES;

  private static final int MOST_IN_MEMORY = 64 * 1024;
  private static final long NANOS = 1_000_000_000;

  private final SpilledBytes bytes;
  private final Set<LogReader> readers = new HashSet<>();
  private final List<Mark> marks = new ArrayList<>(List.of(new Mark(0, 0, Instant.MIN)));
  private final byte[] header = new byte[HEADER];
  private long messages;
  private Instant lastTime = Instant.EPOCH;
  private boolean discarded;

  /// Where a block of the file begins, so that nobody has to read the file from its start.
  ///
  /// @param position of the block's first message
  /// @param message number of that message
  /// @param after time of the message before
  private record Mark(long position, long message, Instant after) {}

  /// @param file for what does not fit into memory; its folder may be absent
  public ContainerLog(Path file) {
    bytes = new SpilledBytes(file);
  }

  /// Adds a message at the end and wakes those who follow.
  ///
  /// @throws IOException when the disk is full, or the log discarded
  public synchronized void append(StandardStream stream, byte[] text, int offset, int length)
      throws IOException {
    if (discarded) {
      throw new IOException("the container of this log was removed");
    }
    var now = Instant.now();
    lastTime = now.isAfter(lastTime) ? now : lastTime;
    ByteBuffer.wrap(header).putInt(length).put((byte) stream.number()).putLong(nanos(lastTime));
    bytes.append(header, 0, HEADER);
    bytes.append(text, offset, length);
    messages++;
    if (bytes.inMemory() >= MOST_IN_MEMORY) {
      bytes.spill();
      marks.add(new Mark(bytes.size(), messages, lastTime));
    }
    notifyAll();
  }

  /// A program has ended: who follows gets what is there by now, and no more.
  public synchronized void end() {
    readers.forEach(reader -> reader.endAt(bytes.size()));
    notifyAll();
  }

  /// Reads as asked; what `follow` waits for ends with the program that runs now.
  ///
  /// @param running whether there is such a program
  public synchronized LogReader read(LogQuery query, boolean running) {
    long first = Math.max(0, messages - query.tail().orElse(messages));
    var block = block(first, query.since());
    var reader = new LogReader(this, query, block.position(), first - block.message());
    if (!query.follow() || !running) {
      reader.endAt(bytes.size());
    }
    return register(reader);
  }

  /// Reads what will come, until the program that runs now, or next, has ended.
  ///
  /// @param past whether to begin with what is there already
  public synchronized LogReader readLive(boolean past) {
    return register(new LogReader(this, LogQuery.ALL, past ? 0 : bytes.size(), 0));
  }

  /// Gives memory and disk back, as soon as the last reader has closed.
  public synchronized void discard() throws IOException {
    discarded = true;
    end();
    bytes.unlink();
    closeWhenUnread();
  }

  /// Reads at the reader's position, waiting for bytes if need be; 0 when there will be none.
  synchronized int read(LogReader reader, byte[] into, int offset)
      throws IOException, InterruptedException {
    while (!holdsMore(reader) && reader.untilEnd() > 0) {
      wait();
    }
    if (!holdsMore(reader)) {
      return 0;
    }
    int most = (int) Math.min(into.length - offset, reader.untilEnd());
    int read = bytes.read(reader.position(), into, offset, most);
    reader.advance(read);
    return read;
  }

  synchronized boolean holdsMore(LogReader reader) {
    return reader.position() < bytes.size() && reader.untilEnd() > 0;
  }

  synchronized void closed(LogReader reader) throws IOException {
    if (readers.remove(reader)) {
      closeWhenUnread();
    }
  }

  private synchronized LogReader register(LogReader reader) {
    if (discarded) {
      reader.endAt(0);
    } else {
      readers.add(reader);
    }
    return reader;
  }

  private synchronized void closeWhenUnread() throws IOException {
    if (discarded && readers.isEmpty()) {
      bytes.close();
    }
  }

  /// The last block before which nothing is wanted; O(blocks).
  private synchronized Mark block(long firstMessage, Instant since) {
    for (var mark : marks.reversed()) {
      if (mark.message() <= firstMessage || mark.after().isBefore(since)) {
        return mark;
      }
    }
    throw new AssertionError("the first mark is before every message");
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * NANOS + time.getNano();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
