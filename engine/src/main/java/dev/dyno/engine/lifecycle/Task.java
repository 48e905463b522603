package dev.dyno.engine.lifecycle;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.image.EnsureException;
import dev.dyno.engine.metrics.JobEvent;
import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.metrics.Outcome;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One run of a job, from its submission to its outcome.
///
/// Assumes that [#run()] is called at most once, and not after [#refuse]. Guarantees: the first of
/// result, failure, time-out and cancellation wins, and is the outcome; the work's thread is
/// interrupted by whoever else ends the job, and nobody else's thread ever is; the outcome is told
/// after the clean-up.
final class Task<T> implements Pending<T> {

  private static final ScopedValue<Boolean> AT_WORK = ScopedValue.newInstance();

  private final Job<T> job;
  private final TimeLimit own;
  private final Deadline parent;
  private final TimeoutPolicy policy;
  private final Ledger ledger;
  private final Metrics metrics;
  private final long submitted = System.nanoTime();

  /// After a run that was given up.
  private final FutureTask<Job<T>> cleanUp = new FutureTask<>(this::cleanUp);

  /// When the run began; written and read by the thread that concludes.
  private long began;

  /// The race of work, clock and cancellation. It fails with a [JobFailure] only.
  private final CompletableFuture<T> made = new CompletableFuture<>();

  /// What the submitter is told.
  private final CompletableFuture<T> outcome = new CompletableFuture<>();

  /// Knows which tasks wait and which run.
  interface Ledger {
    /// Takes a task out before its turn; false when it does not wait any more.
    boolean withdraw(Task<?> task);

    /// The task has ended, if it ever ran; its submitter is told next.
    void end(Task<?> task);
  }

  Task(Job<T> job, Deadline parent, TimeoutPolicy policy, Ledger ledger) {
    this(job, TimeLimit.usual(), parent, policy, ledger, Metrics.none());
  }

  Task(
      Job<T> job,
      TimeLimit own,
      Deadline parent,
      TimeoutPolicy policy,
      Ledger ledger,
      Metrics metrics) {
    this.job = job;
    this.own = own;
    this.parent = parent;
    this.policy = policy;
    this.ledger = ledger;
    this.metrics = metrics;
  }

  Job<T> job() {
    return job;
  }

  Deadline parent() {
    return parent;
  }

  /// @throws IllegalStateException inside a job
  static void requireOutsideOfJobs(String call) {
    if (AT_WORK.isBound()) {
      throw new IllegalStateException(
          "a job called %s: it would wait for the very workers that it keeps busy; do it before or after the job"
              .formatted(call));
    }
  }

  /// Runs the job, and cleans up when it was given up.
  ///
  /// @throws InterruptedException when the calling thread is interrupted; the job was then
  ///     cancelled, and cleaned up after
  void run() throws InterruptedException {
    if (parent.passed()) {
      giveUp(overdue());
    }
    if (made.isDone()) {
      conclude(false);
      return;
    }
    began = System.nanoTime();
    var limit = own.begun(job.kind(), policy, parent);
    var thread =
        Thread.ofVirtual()
            .name(job.title())
            .unstarted(() -> ScopedValue.where(AT_WORK, true).run(() -> make(limit)));
    try {
      thread.start();
      var _ = made.get(limit.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      giveUp(new JobFailure.TimedOut(lateAtWork(limit), late));
    } catch (InterruptedException interrupted) {
      giveUp(new JobFailure.Cancelled(job.title() + ": cancelled, its submitter was interrupted"));
      throw interrupted;
    } catch (ExecutionException _) {
      // Told below.
    } catch (Error noThread) {
      giveUp(failure(noThread, limit));
    } finally {
      thread.interrupt();
      conclude(true);
    }
  }

  /// Ends the task without a run.
  void refuse(JobFailure because) {
    if (giveUp(because)) {
      conclude(false);
    }
  }

  /// Ends the run from outside: it cleans up, and then tells.
  boolean giveUp(JobFailure because) {
    return made.completeExceptionally(because);
  }

  JobFailure.TimedOut overdue() {
    return new JobFailure.TimedOut(
        job.title()
            + ": never begun, the deadline of the whole passed before its turn came; give the whole more time, or have more workers");
  }

  JobFailure.Rejected rejected() {
    return new JobFailure.Rejected(
        job.title() + ": never begun, the workers were closed; submit it to open ones");
  }

  JobFailure.Cancelled cutOff() {
    return new JobFailure.Cancelled(
        job.title() + ": cancelled, the workers were closed while it ran and did not wait longer");
  }

  private void make(Deadline limit) {
    try {
      var value = job.work().run(limit);
      if (!made.complete(value) && value instanceof AutoCloseable nobodys) {
        nobodys.close();
      }
    } catch (Throwable thrown) {
      giveUp(failure(thrown, limit));
    }
  }

  /// What fails when its time is up was most likely told so by a part of itself, which has the same
  /// deadline.
  private JobFailure failure(Throwable thrown, Deadline limit) {
    if (limit.passed()) {
      return new JobFailure.TimedOut(lateAtWork(limit), thrown);
    }
    var text = job.title() + " failed: " + thrown.getMessage();
    boolean late =
        thrown instanceof RuntimeFailure.TimedOut
            || (thrown instanceof EnsureException pulls && pulls.late());
    return late ? new JobFailure.TimedOut(text, thrown) : new JobFailure.Failed(text, thrown);
  }

  private String lateAtWork(Deadline limit) {
    var whose =
        own.own(job.kind(), policy)
            .filter(_ -> !limit.equals(parent))
            .map(time -> "its limit of " + time)
            .orElse("the deadline of the whole");
    return "%s: given up when %s passed; the daemon may be at it still, so inspect before the next try"
        .formatted(job.title(), whose);
  }

  private void conclude(boolean begun) {
    switch (made.state()) {
      case SUCCESS -> {
        ledger.end(this);
        tell(Outcome.OK, begun);
        outcome.complete(made.resultNow());
      }
      case FAILED -> {
        var failure = (JobFailure) made.exceptionNow();
        if (begun) {
          cleanUpAfter(failure);
        }
        ledger.end(this);
        tell(failure.outcome(), begun);
        outcome.completeExceptionally(failure);
      }
      case RUNNING, CANCELLED -> throw new IllegalStateException(job.title() + " has not ended");
    }
  }

  private void tell(Outcome how, boolean begun) {
    long now = System.nanoTime();
    var queued = Duration.ofNanos((begun ? began : now) - submitted);
    var ran = begun ? Duration.ofNanos(now - began) : Duration.ZERO;
    if (begun) {
      metrics.job(job.kind(), how, queued, ran);
    } else {
      metrics.neverBegun(job.kind(), how);
    }
    JobEvent.told(job.kind(), job.target(), how, queued, ran);
  }

  private void cleanUpAfter(JobFailure failure) {
    switch (failure) {
      case JobFailure.Failed _, JobFailure.Rejected _ -> {
        // The work knows what it did.
      }
      case JobFailure.TimedOut _, JobFailure.Cancelled _ -> {
        var allowance = policy.cleanUp();
        var thread = Thread.ofVirtual().name("clean-up after " + job.title()).unstarted(cleanUp);
        try {
          thread.start();
          var _ = cleanUp.get(allowance.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException failed) {
          failure.addSuppressed(failed);
        } catch (InterruptedException interrupted) {
          failure.addSuppressed(interrupted);
          Thread.currentThread().interrupt();
        } finally {
          leaveUnclean();
        }
      }
    }
  }

  /// Ends the clean-up where it is, or before it begins.
  void leaveUnclean() {
    var _ = cleanUp.cancel(true);
  }

  private Job<T> cleanUp() throws Exception {
    job.work().cleanUp(policy.cleanUp());
    return job;
  }

  @Override
  public T await() throws JobFailure, InterruptedException {
    requireOutsideOfJobs("await");
    try {
      return outcomeByDeadline();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof JobFailure known
          ? known
          : new JobFailure.Failed(job.title() + " failed: " + failed, failed);
    } catch (InterruptedException interrupted) {
      cancel();
      throw interrupted;
    }
  }

  /// A job that still waits when its parent's deadline passes is taken from the queue; one that
  /// runs ends by itself.
  private T outcomeByDeadline() throws ExecutionException, InterruptedException {
    try {
      return outcome.get(parent.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      if (ledger.withdraw(this)) {
        refuse(overdue());
      }
      return outcome.get();
    }
  }

  @Override
  public boolean cancel() {
    if (ledger.withdraw(this)) {
      refuse(new JobFailure.Cancelled(job.title() + ": cancelled before it was begun"));
      return true;
    }
    return giveUp(new JobFailure.Cancelled(job.title() + ": cancelled while it ran"));
  }

  @Override
  public boolean ended() {
    return outcome.isDone();
  }
}
