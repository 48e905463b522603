package dev.dyno.engine.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A bounded pipe of bytes between two threads, virtual or not.
///
/// Assumes one writer and one reader. Guarantees: bytes in order; the reader sees the end only
/// after [#finish()], and the writer's failure instead of an end; once the reader has closed, the
/// writer fails at its next write, so that no producer outlives its reader; waiting ends at an
/// interrupt.
///
/// Bytes are copied outside the lock: each side owns its part of the ring, and hands over what it
/// wrote or read after [#CHUNK] bytes, at a flush, or when it has to wait.
///
/// [java.io.PipedInputStream] is not used: it polls once a second for threads that died.
final class Pipe {

  private static final int CHUNK = 64 << 10;

  private final byte[] ring;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notFull = lock.newCondition();
  private final Condition notEmpty = lock.newCondition();

  // Bytes since the beginning that the writer, and the reader, has handed over; under the lock.
  private long given;
  private long freed;
  private boolean finished;
  private @Nullable IOException failure;
  private volatile boolean abandoned;

  Pipe(int capacity) {
    this.ring = new byte[capacity];
  }

  /// The one writer. Its `close` hands over like `flush`, and ends nothing.
  OutputStream writer() {
    return new Writer();
  }

  /// The one reader.
  InputStream reader() {
    return new Reader();
  }

  /// No more will be written, and all was flushed; the reader may see the end.
  void finish() {
    lock.lock();
    try {
      finished = true;
      notEmpty.signal();
    } finally {
      lock.unlock();
    }
  }

  /// The writer failed; the reader will, too, after what was flushed before.
  void fail(IOException cause) {
    lock.lock();
    try {
      failure = cause;
      notEmpty.signal();
    } finally {
      lock.unlock();
    }
  }

  /// @return how far the writer may write
  private long give(long written) throws IOException {
    lock.lock();
    try {
      given = written;
      notEmpty.signal();
      while (given - freed == ring.length && !abandoned) {
        await(notFull);
      }
      requireReader();
      return freed + ring.length;
    } finally {
      lock.unlock();
    }
  }

  private void requireReader() throws IOException {
    if (abandoned) {
      throw new IOException("the reader closed the stream");
    }
  }

  /// @return how far the reader may read; as far as it has read at the end
  private long free(long read) throws IOException {
    lock.lock();
    try {
      freed = read;
      notFull.signal();
      while (given == read && !finished && failure == null && !abandoned) {
        await(notEmpty);
      }
      if (given == read && failure != null) {
        throw new ArchiveException(String.valueOf(failure.getMessage()), failure);
      }
      return given;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // every caller loops
  private static void await(Condition condition) throws InterruptedIOException {
    try {
      condition.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted in a pipe");
    }
  }

  /// Bytes in one piece from a position on, at most up to a limit.
  private int piece(long from, long limit, int wanted) {
    int toEdge = ring.length - index(from);
    return (int) Math.min(Math.min(wanted, toEdge), limit - from);
  }

  private int index(long position) {
    return (int) (position % ring.length);
  }

  private final class Writer extends OutputStream implements FileSink {
    private long written;
    private long handedOver;
    private long limit = ring.length;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, source.length);
      requireReader();
      for (int done = 0; done < length; ) {
        int count = piece(written, limit, length - done);
        System.arraycopy(source, offset + done, ring, index(written), count);
        done += count;
        wrote(count);
      }
    }

    @Override
    public int take(InputStream file, int most) throws IOException {
      requireReader();
      int read = file.read(ring, index(written), piece(written, limit, most));
      wrote(Math.max(0, read));
      return read;
    }

    private void wrote(int count) throws IOException {
      written += count;
      if (written == limit || written - handedOver >= CHUNK) {
        flush();
      }
    }

    /// Waits until there is room again.
    @Override
    public void flush() throws IOException {
      handedOver = written;
      limit = give(written);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  private final class Reader extends InputStream {
    private long read;
    private long handedOver;
    private long limit;

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (abandoned) {
        throw new IOException("the stream was closed");
      }
      if (length == 0) {
        return 0;
      }
      if (read == limit || read - handedOver >= CHUNK) {
        handedOver = read;
        limit = free(read);
      }
      int count = piece(read, limit, length);
      System.arraycopy(ring, index(read), target, offset, count);
      read += count;
      return count == 0 ? end() : count;
    }

    private int end() throws IOException {
      if (abandoned) {
        throw new IOException("the stream was closed");
      }
      return -1;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        abandoned = true;
        notFull.signal();
        notEmpty.signal();
      } finally {
        lock.unlock();
      }
    }
  }
}
