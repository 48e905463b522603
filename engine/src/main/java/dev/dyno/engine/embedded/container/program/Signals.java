package dev.dyno.engine.embedded.container.program;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The signals that one program gets. The program asks for them wherever it may last: nobody
/// interrupts its thread. Safe for threads.
public final class Signals {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Set<Signal> ignored = EnumSet.noneOf(Signal.class);
  private @Nullable Signal deadly;

  /// @param ignored from the first instant, lest a signal come before the program
  public Signals(Set<Signal> ignored) {
    this.ignored.addAll(ignored);
  }

  /// Sends a signal. All but KILL can be ignored.
  public void send(Signal signal) {
    lock.lock();
    try {
      if (deadly == null && !signal.isHarmless() && isHeeded(signal)) {
        deadly = signal;
        arrived.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  void ignore(Signal signal) {
    lock.lock();
    try {
      ignored.add(signal);
    } finally {
      lock.unlock();
    }
  }

  /// Ends the program if a signal wants that.
  void check() throws Killed {
    lock.lock();
    try {
      throwIfDeadly();
    } finally {
      lock.unlock();
    }
  }

  /// Waits so long, or until a signal ends the program.
  void pause(long nanos) throws Killed, InterruptedException {
    lock.lock();
    try {
      throwIfDeadly();
      for (long left = nanos; left > 0; ) {
        left = arrived.awaitNanos(left);
        throwIfDeadly();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isHeeded(Signal signal) {
    return signal == Signal.KILL || !ignored.contains(signal);
  }

  private void throwIfDeadly() throws Killed {
    if (deadly != null) {
      throw new Killed(deadly);
    }
  }
}
