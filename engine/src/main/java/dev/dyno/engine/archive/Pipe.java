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
/// [java.io.PipedInputStream] is not used: it polls once a second for threads that died.
final class Pipe {

  private final byte[] ring;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notFull = lock.newCondition();
  private final Condition notEmpty = lock.newCondition();
  private int from;
  private int filled;
  private boolean finished;
  private boolean abandoned;
  private @Nullable IOException failure;

  Pipe(int capacity) {
    this.ring = new byte[capacity];
  }

  OutputStream writer() {
    return new Writer();
  }

  InputStream reader() {
    return new Reader();
  }

  /// No more will be written; the reader may see the end.
  void finish() {
    lock.lock();
    try {
      finished = true;
      notEmpty.signal();
    } finally {
      lock.unlock();
    }
  }

  /// The writer failed; the reader will, too, after what was written before.
  void fail(IOException cause) {
    lock.lock();
    try {
      failure = cause;
      notEmpty.signal();
    } finally {
      lock.unlock();
    }
  }

  private int put(byte[] source, int offset, int length) throws IOException {
    lock.lock();
    try {
      while (filled == ring.length && !abandoned) {
        await(notFull);
      }
      if (abandoned) {
        throw new IOException("the reader closed the stream");
      }
      int to = (from + filled) % ring.length;
      int count = Math.min(length, Math.min(ring.length - filled, ring.length - to));
      System.arraycopy(source, offset, ring, to, count);
      filled += count;
      notEmpty.signal();
      return count;
    } finally {
      lock.unlock();
    }
  }

  private int take(byte[] target, int offset, int length) throws IOException {
    lock.lock();
    try {
      while (filled == 0 && !finished && failure == null && !abandoned) {
        await(notEmpty);
      }
      if (abandoned) {
        throw new IOException("the stream was closed");
      }
      if (filled == 0) {
        if (failure != null) {
          throw new ArchiveException(String.valueOf(failure.getMessage()), failure);
        }
        return -1;
      }
      int count = Math.min(length, Math.min(filled, ring.length - from));
      System.arraycopy(ring, from, target, offset, count);
      from = (from + count) % ring.length;
      filled -= count;
      notFull.signal();
      return count;
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

  private final class Writer extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, source.length);
      for (int done = 0; done < length; ) {
        done += put(source, offset + done, length - done);
      }
    }
  }

  private final class Reader extends InputStream {
    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      return length == 0 ? 0 : take(target, offset, length);
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
