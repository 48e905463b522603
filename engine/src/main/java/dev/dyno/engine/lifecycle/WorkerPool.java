package dev.dyno.engine.lifecycle;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.metrics.Metrics;
import java.util.List;
import java.util.stream.IntStream;

/// `worker-pool` on: a fixed number of threads take jobs from one queue, the important ones first.
///
/// Guarantees, beside those of [Workers]: as many platform threads as the capacity says from
/// [#open] to close, and none else; they keep the JVM alive until then, so that nothing that waits
/// is lost at an exit. A submitter waits while the queue is full. Of stops and builds that wait
/// together, stops go first (see [Job]).
final class WorkerPool implements Workers {

  private final TimeoutPolicy policy;
  private final Metrics metrics;
  private final JobQueue queue;
  private final CountsWatch watch;
  private final List<Thread> threads;

  /// Starts nothing: see [#open].
  WorkerPool(TimeoutPolicy policy, Capacity capacity) {
    this(policy, capacity, Metrics.none());
  }

  private WorkerPool(TimeoutPolicy policy, Capacity capacity, Metrics metrics) {
    this.policy = policy;
    this.metrics = metrics;
    this.queue = new JobQueue(capacity.queued());
    this.watch = CountsWatch.of(metrics, queue::counts);
    this.threads =
        IntStream.rangeClosed(1, capacity.workers())
            .mapToObj(i -> Thread.ofPlatform().name("dyno-worker-" + i).unstarted(this::work))
            .toList();
  }

  static WorkerPool open(TimeoutPolicy policy, Capacity capacity) {
    return open(policy, capacity, Metrics.none());
  }

  static WorkerPool open(TimeoutPolicy policy, Capacity capacity, Metrics metrics) {
    var pool = new WorkerPool(policy, capacity, metrics);
    try {
      pool.threads.forEach(Thread::start);
      return pool;
    } catch (OutOfMemoryError noMoreThreads) {
      pool.close();
      throw noMoreThreads;
    }
  }

  private void work() {
    for (var next = queue.take(); next.isPresent(); next = queue.take()) {
      try {
        next.get().run();
      } catch (InterruptedException _) {
        // By a stranger, since nothing here interrupts a worker. The job was cancelled and told.
      }
      var _ = Thread.interrupted(); // one that came too late for its job must not hit the next
    }
  }

  @Override
  public <T> Pending<T> submit(Job<T> job, TimeLimit own, Deadline parent)
      throws InterruptedException {
    Task.requireOutsideOfJobs("submit");
    var task = new Task<>(job, own, parent, policy, queue, metrics);
    if (!queue.enter(task)) {
      task.refuse(task.rejected());
      return task;
    }
    try {
      if (!queue.awaitRoom(task) && queue.withdraw(task)) {
        task.refuse(task.overdue());
      }
      return task;
    } catch (InterruptedException interrupted) {
      task.cancel();
      throw interrupted;
    }
  }

  @Override
  public Counts counts() {
    return queue.counts();
  }

  @Override
  public List<Job<?>> close(Deadline patience, Deadline end) {
    Task.requireOutsideOfJobs("close");
    queue.close();
    boolean interrupted = false;
    try {
      var _ = queue.awaitQuiet(patience);
    } catch (InterruptedException _) {
      interrupted = true;
    }
    var never = queue.abandon();
    never.forEach(task -> task.refuse(task.rejected()));
    queue.running().forEach(task -> task.giveUp(task.cutOff()));
    interrupted |= join(end);
    queue.running().forEach(Task::leaveUnclean);
    interrupted |= join(Deadline.none());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    watch.close();
    return never.stream().<Job<?>>map(Task::job).toList();
  }

  /// @return whether the calling thread was interrupted meanwhile
  private boolean join(Deadline end) {
    boolean interrupted = false;
    for (var thread : threads) {
      while (thread.isAlive() && !end.passed()) {
        try {
          var _ = thread.join(end.remaining());
        } catch (InterruptedException _) {
          interrupted = true; // the clean-ups that it waits for are bounded
        }
      }
    }
    return interrupted;
  }

  @Override
  public void close() {
    var _ = close(policy.cleanUp());
  }
}
