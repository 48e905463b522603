package dev.dyno.engine.lifecycle;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import java.util.List;

/// Runs lifecycle operations. Toggle `worker-pool`.
///
/// Both sides guarantee:
/// * a job runs at most once, and its outcome goes to its submitter alone, whatever others do;
/// * a job is run or rejected, never dropped: also one that is submitted while somebody closes;
/// * a job's time limit starts when the job does, not when it is submitted; one whose parent's
///   deadline passes before its turn is not begun;
/// * a job that ignores its limit and its interrupt holds up neither workers nor submitter;
/// * after a job was given up its clean-up runs, before its submitter is told.
///
/// Assumes that no job submits or awaits another, which is refused: all workers could wait for jobs
/// that wait for a worker. Concurrency: any thread may call.
public sealed interface Workers extends AutoCloseable permits InTurn, WorkerPool {

  /// Hands a job over, and waits until it is taken on: until it has ended (off), or until there is
  /// room in the queue (on).
  ///
  /// @param parent deadline of the whole that the job is part of
  /// @return what becomes of the job, a rejection included
  /// @throws InterruptedException when interrupted before the job was taken on; it is given up
  /// @throws IllegalStateException when called by a job
  default <T> Pending<T> submit(Job<T> job, Deadline parent) throws InterruptedException {
    return submit(job, TimeLimit.usual(), parent);
  }

  /// The same, and says how long the job may take once its turn has come.
  ///
  /// @param own of the job, without its time in the queue
  /// @param parent deadline of the whole that the job is part of
  /// @return as the other one
  /// @throws InterruptedException as the other one
  /// @throws IllegalStateException when called by a job
  <T> Pending<T> submit(Job<T> job, TimeLimit own, Deadline parent) throws InterruptedException;

  /// Where the jobs are.
  Counts counts();

  /// Takes nothing more on, and runs what was taken on before until `patience` is up. Then rejects
  /// what still waits, cancels what still runs, and returns when no thread is left. Interrupted,
  /// it goes on as if time were up, and keeps the interrupt.
  ///
  /// @return jobs that never ran, in the order in which they would have
  /// @throws IllegalStateException when called by a job
  default List<Job<?>> close(Deadline patience) {
    return close(patience, Deadline.none());
  }

  /// The same, and bounds the clean-ups of jobs that were given up: those that are not through at
  /// `end` stay so, and their submitters are told.
  ///
  /// @param end not before `patience`
  /// @return as the other one
  /// @throws IllegalStateException when called by a job
  List<Job<?>> close(Deadline patience, Deadline end);

  /// As [#close(Deadline)], with the policy's allowance for clean-up as patience. Jobs that never
  /// ran say so to their submitters.
  @Override
  void close();

  /// The implementation that the toggles ask for, with the plan's capacity; its threads run until
  /// it is closed.
  static Workers chosenBy(Toggles toggles, TimeoutPolicy policy) {
    return chosenBy(toggles, policy, Capacity.PLANNED);
  }

  /// The implementation that the toggles ask for; its threads run until it is closed.
  ///
  /// @param capacity of the pool; jobs in turn need none
  static Workers chosenBy(Toggles toggles, TimeoutPolicy policy, Capacity capacity) {
    return chosenBy(toggles, policy, capacity, Metrics.none());
  }

  /// The implementation that the toggles ask for; its threads run until it is closed.
  ///
  /// @param capacity of the pool; jobs in turn need none
  /// @param metrics count jobs, and read where they are until closed
  static Workers chosenBy(
      Toggles toggles, TimeoutPolicy policy, Capacity capacity, Metrics metrics) {
    return toggles.has(Optimization.WORKER_POOL)
        ? WorkerPool.open(policy, capacity, metrics)
        : new InTurn(policy, metrics);
  }
}
