package dev.dyno.engine.lifecycle;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.metrics.Metrics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// `worker-pool` off: one job after another, in the order in which they were submitted, each while
/// its submitter waits.
///
/// Guarantees, beside those of [Workers]: no thread of its own.
final class InTurn implements Workers, Task.Ledger {

  private final TimeoutPolicy policy;
  private final Metrics metrics;
  private final CountsWatch watch;
  private final ReentrantLock turn = new ReentrantLock(true);

  // Guarded by this.
  private final SequencedSet<Task<?>> waiting = new LinkedHashSet<>();
  private Optional<Task<?>> running = Optional.empty();
  private long done;
  private boolean closed;
  private boolean abandoned;

  InTurn(TimeoutPolicy policy, Metrics metrics) {
    this.policy = policy;
    this.metrics = metrics;
    this.watch = CountsWatch.of(metrics, this::counts);
  }

  @Override
  public <T> Pending<T> submit(Job<T> job, TimeLimit own, Deadline parent)
      throws InterruptedException {
    Task.requireOutsideOfJobs("submit");
    var task = new Task<>(job, own, parent, policy, this, metrics);
    if (!enter(task)) {
      task.refuse(task.rejected());
    } else if (awaitTurn(task)) {
      runInTurn(task);
    } else if (withdraw(task)) {
      task.refuse(task.overdue());
    }
    return task;
  }

  private synchronized boolean enter(Task<?> task) {
    return !closed && waiting.add(task);
  }

  private boolean awaitTurn(Task<?> task) throws InterruptedException {
    try {
      return turn.tryLock(task.parent().remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      task.cancel();
      throw interrupted;
    }
  }

  private void runInTurn(Task<?> task) throws InterruptedException {
    try {
      if (begin(task)) {
        task.run();
      } else {
        task.refuse(task.rejected());
      }
    } finally {
      turn.unlock();
    }
  }

  private synchronized boolean begin(Task<?> task) {
    waiting.remove(task);
    if (abandoned) {
      done++;
      return false;
    }
    running = Optional.of(task);
    return true;
  }

  @Override
  public synchronized boolean withdraw(Task<?> task) {
    boolean waited = waiting.remove(task);
    done += waited ? 1 : 0;
    return waited;
  }

  @Override
  public synchronized void end(Task<?> task) {
    if (running.filter(it -> it == task).isPresent()) {
      running = Optional.empty();
      done++;
    }
  }

  @Override
  public synchronized Counts counts() {
    return new Counts(waiting.size(), running.isPresent() ? 1 : 0, done);
  }

  /// The turn is fair: whoever closes gets it after all that were taken on before.
  @Override
  public List<Job<?>> close(Deadline patience, Deadline end) {
    Task.requireOutsideOfJobs("close");
    refuseMore();
    boolean interrupted = false;
    boolean mine = false;
    try {
      mine = turn.tryLock(patience.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      interrupted = true;
    }
    var never = mine ? List.<Job<?>>of() : abandon();
    while (!mine) {
      try {
        mine = turn.tryLock(end.remaining().toNanos(), TimeUnit.NANOSECONDS);
        if (!mine) {
          leaveUnclean();
          turn.lock();
          mine = true;
        }
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    turn.unlock();
    watch.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return never;
  }

  private synchronized void refuseMore() {
    closed = true;
  }

  private synchronized List<Job<?>> abandon() {
    abandoned = true;
    running.ifPresent(task -> task.giveUp(task.cutOff()));
    return waiting.stream().<Job<?>>map(Task::job).toList();
  }

  private synchronized void leaveUnclean() {
    running.ifPresent(Task::leaveUnclean);
  }

  @Override
  public void close() {
    var _ = close(policy.cleanUp());
  }
}
