package dev.dyno.engine.logs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Remembers every write, and can be held back or broken. A write that is held back cannot be
/// interrupted, as that of a pipe whose reader sleeps.
final class TestSink extends OutputStream {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> writes = new ArrayList<>();
  private int entered;
  private boolean held;
  private @Nullable Throwable failure;
  private int failsAt = Integer.MAX_VALUE;

  @Override
  public void write(int b) {
    throw new AssertionError("one byte at a time");
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      entered++;
      changed.signalAll();
      while (held) {
        changed.awaitUninterruptibly();
      }
      if (entered >= failsAt) {
        fail();
      }
      writes.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail() throws IOException {
    switch (failure) {
      case IOException checked -> throw checked;
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      case null, default -> throw new AssertionError("fails with " + failure);
    }
  }

  /// Breaks at a write, and at each after it.
  ///
  /// @param write 1 for the first
  TestSink failing(int write, Throwable failure) {
    this.failsAt = write;
    this.failure = failure;
    return this;
  }

  /// Holds writes back, until released or closed.
  Held hold() {
    lock.lock();
    try {
      held = true;
      return this::release;
    } finally {
      lock.unlock();
    }
  }

  /// Closed at the end of a test at the latest, else its log could not be closed.
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  void release() {
    lock.lock();
    try {
      held = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until so many writes have begun.
  ///
  /// @return whether they have
  boolean awaitEntered(int count, Duration limit) {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (entered < count && left > 0) {
        left = changed.awaitNanos(left);
      }
      return entered >= count;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    } finally {
      lock.unlock();
    }
  }

  /// How many writes have begun.
  int entered() {
    lock.lock();
    try {
      return entered;
    } finally {
      lock.unlock();
    }
  }

  List<String> writes() {
    lock.lock();
    try {
      return List.copyOf(writes);
    } finally {
      lock.unlock();
    }
  }

  /// All lines that were written.
  List<String> lines() {
    return String.join("", writes()).lines().toList();
  }

  String lastWrite() {
    return writes().getLast();
  }

  /// Waits until a thread waits, for a lock or for room.
  static void awaitParked(Thread thread) {
    awaitParked(thread, 1);
  }

  /// Waits until a thread waits for room: a wait for a lock that others hold in turn is over in no
  /// time.
  static void awaitStuck(Thread thread) {
    awaitParked(thread, 20);
  }

  /// @param looks one after another, 5 ms apart, at which it must wait
  private static void awaitParked(Thread thread, int looks) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    int waits = 0;
    while (waits < looks) {
      if (System.nanoTime() > end) {
        throw new AssertionError(thread + " is " + thread.getState() + ", and does not wait");
      }
      waits = thread.getState() == Thread.State.WAITING ? waits + 1 : 0;
      if (waits > 0 && waits < looks) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
