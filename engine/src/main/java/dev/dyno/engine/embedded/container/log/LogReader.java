package dev.dyno.engine.embedded.container.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// Goes through a [ContainerLog], message by message. For one thread; must be closed.
public final class LogReader implements AutoCloseable {
  private static final int FIRST_CAPACITY = 4 * 1024;

  private final ContainerLog log;
  private final LogQuery query;
  private long toSkip;
  private byte[] block = new byte[FIRST_CAPACITY];
  private int begin;
  private int filled;
  // Guarded by the log.
  private long position;
  private long end = Long.MAX_VALUE;

  LogReader(ContainerLog log, LogQuery query, long position, long toSkip) {
    this.log = log;
    this.query = query;
    this.position = position;
    this.toSkip = toSkip;
  }

  /// The next message; waits for it when the log is followed. Empty at the end.
  public Optional<LogMessage> next() throws IOException, InterruptedException {
    for (var message = take(); message.isPresent(); message = take()) {
      var time = message.get().time();
      if (time.isAfter(query.until())) {
        return Optional.empty();
      }
      if (toSkip > 0) {
        toSkip--;
      } else if (!time.isBefore(query.since())) {
        return message;
      }
    }
    return Optional.empty();
  }

  /// Whether [#next] would have to wait, or has nothing more: the moment to flush.
  public boolean isCaughtUp() {
    return begin == filled && !log.holdsMore(this);
  }

  @Override
  public void close() throws IOException {
    log.closed(this);
  }

  long position() {
    return position;
  }

  void advance(int bytes) {
    position += bytes;
  }

  /// Bytes until the end; never negative.
  long untilEnd() {
    return Math.max(0, end - position);
  }

  void endAt(long last) {
    end = Math.min(end, last);
  }

  private Optional<LogMessage> take() throws IOException, InterruptedException {
    if (!require(ContainerLog.HEADER)) {
      return Optional.empty();
    }
    var header = ByteBuffer.wrap(block, begin, ContainerLog.HEADER);
    int length = header.getInt();
    var stream = StandardStream.of(header.get());
    var time = ContainerLog.instant(header.getLong());
    if (!require(ContainerLog.HEADER + length)) {
      throw new IOException("the log ends within a message");
    }
    begin += ContainerLog.HEADER;
    var payload = Arrays.copyOfRange(block, begin, begin + length);
    begin += length;
    return Optional.of(new LogMessage(stream, time, payload));
  }

  /// Whether so many bytes are at hand, or came.
  private boolean require(int length) throws IOException, InterruptedException {
    while (filled - begin < length) {
      makeRoom(length);
      int read = log.read(this, block, filled);
      if (read == 0) {
        return false;
      }
      filled += read;
    }
    return true;
  }

  private void makeRoom(int length) {
    var target = length > block.length ? new byte[2 * length] : block;
    System.arraycopy(block, begin, target, 0, filled - begin);
    block = target;
    filled -= begin;
    begin = 0;
  }
}
