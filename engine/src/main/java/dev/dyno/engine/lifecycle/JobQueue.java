package dev.dyno.engine.lifecycle;

import dev.dyno.engine.deadline.Deadline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Tasks that wait for a worker, by importance, and those that have one.
///
/// Guarantees: at most `capacity` tasks wait without their submitters waiting, too; those of
/// waiting submitters, at the door, compete with the rest, so that a stop is not kept out by a
/// queue full of builds. A task goes before all of a lower [Job#rank()] and those of its own that
/// came later. None starves: one rank is worth [#HEAD_START] submissions, so that a build waits for
/// at most 400 later stops. After [#close()] nothing more is taken on; what was taken on before is
/// handed out until [#abandon()]. O(log n) to enter and take, O(n) to withdraw.
final class JobQueue implements Task.Ledger {

  /// So many later submissions of a rank higher go first.
  static final int HEAD_START = 100;

  private static final Comparator<Place> ORDER =
      Comparator.comparingLong(Place::key).thenComparingInt(place -> place.task().job().rank());

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Condition quiet = lock.newCondition();

  private final PriorityQueue<Place> waiting = new PriorityQueue<>(ORDER);
  private final SequencedSet<Task<?>> door = new LinkedHashSet<>(); // they are in waiting, too
  private final Set<Task<?>> running = new HashSet<>();
  private long entered;
  private long done;
  private boolean closed;

  /// @param number of the submission, from 0
  private record Place(Task<?> task, long number) {
    long key() {
      return number + (long) task.job().rank() * HEAD_START;
    }
  }

  JobQueue(int capacity) {
    this.capacity = capacity;
  }

  /// Takes a task on, at the door when there is no room.
  ///
  /// @return false when closed
  boolean enter(Task<?> task) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      if (waiting.size() - door.size() >= capacity) {
        door.add(task);
      }
      waiting.add(new Place(task, entered++));
      filled.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the task is not at the door any more: there is room, or its turn has come.
  ///
  /// @return false when the deadline of its whole passed before
  boolean awaitRoom(Task<?> task) throws InterruptedException {
    lock.lock();
    try {
      while (door.contains(task)) {
        long left = task.parent().remaining().toNanos();
        if (left == 0) {
          return false;
        }
        var _ = room.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// The next task, once there is one; empty when closed, and nothing waits any more.
  Optional<Task<?>> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        filled.awaitUninterruptibly();
      }
      var next = waiting.poll();
      if (next == null) {
        return Optional.empty();
      }
      letIn(next.task());
      running.add(next.task());
      return Optional.of(next.task());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean withdraw(Task<?> task) {
    lock.lock();
    try {
      if (!waiting.removeIf(place -> place.task() == task)) {
        return false;
      }
      letIn(task);
      done++;
      signalIfQuiet();
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void end(Task<?> task) {
    lock.lock();
    try {
      if (running.remove(task)) {
        done++;
        signalIfQuiet();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Takes nothing more on.
  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until nothing waits and nothing runs.
  ///
  /// @return false when the deadline passed before
  boolean awaitQuiet(Deadline deadline) throws InterruptedException {
    lock.lock();
    try {
      while (!isQuiet()) {
        long left = deadline.remaining().toNanos();
        if (left == 0) {
          return false;
        }
        var _ = quiet.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Takes out all that wait, in the order in which their turns would have come.
  List<Task<?>> abandon() {
    lock.lock();
    try {
      var left = new ArrayList<Task<?>>();
      for (var next = waiting.poll(); next != null; next = waiting.poll()) {
        left.add(next.task());
      }
      door.clear();
      room.signalAll();
      done += left.size();
      return left;
    } finally {
      lock.unlock();
    }
  }

  /// Those that have a worker.
  List<Task<?>> running() {
    lock.lock();
    try {
      return List.copyOf(running);
    } finally {
      lock.unlock();
    }
  }

  Counts counts() {
    lock.lock();
    try {
      return new Counts(waiting.size(), running.size(), done);
    } finally {
      lock.unlock();
    }
  }

  /// The place of one that has left waiting goes to the first at the door, unless it was at the
  /// door itself.
  private void letIn(Task<?> left) {
    if (!door.remove(left) && !door.isEmpty()) {
      door.removeFirst();
    }
    room.signalAll();
  }

  private boolean isQuiet() {
    return waiting.isEmpty() && running.isEmpty();
  }

  private void signalIfQuiet() {
    if (isQuiet()) {
      quiet.signalAll();
    }
  }
}
