package dev.dyno.engine.lifecycle;

import dev.dyno.engine.deadline.Deadline;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Submitters on threads of their own, since on one side of the toggle a submit lasts as long as
/// its job.
///
/// @param workers that they submit to
record Callers(Workers workers) {

  private static final long PATIENCE_SECONDS = 60;
  private static final long LOOK_AGAIN_NANOS = 100_000;

  /// What one caller will be told.
  ///
  /// @param thread of the caller
  /// @param told the job's result or its failure
  record Call<T>(Thread thread, CompletableFuture<T> told) {

    T result() {
      return Objects.requireNonNull(told.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
    }

    /// Whether it ended for want of time.
    boolean isLate() {
      return told.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .handle((_, failed) -> failed instanceof JobFailure.TimedOut)
          .join();
    }

    Throwable failure() {
      try {
        throw new AssertionError("expected a failure, but got " + result());
      } catch (CompletionException failed) {
        return Objects.requireNonNull(failed.getCause());
      }
    }
  }

  /// Submits and awaits on a thread of its own; returns when the workers know of the job.
  <T> Call<T> call(Job<T> job, Deadline parent) {
    long before = known();
    var call = begin(job, parent);
    until(() -> known() > before || call.told().isDone());
    return call;
  }

  <T> Call<T> call(Job<T> job) {
    return call(job, Deadline.none());
  }

  /// Submits and awaits on a thread of its own; returns at once.
  <T> Call<T> begin(Job<T> job, Deadline parent) {
    var told = new CompletableFuture<T>();
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    told.complete(workers.submit(job, parent).await());
                  } catch (Throwable thrown) {
                    told.completeExceptionally(thrown);
                  }
                });
    return new Call<>(thread, told);
  }

  private long known() {
    var counts = workers.counts();
    return counts.queued() + counts.running() + counts.done();
  }

  /// Waits for something that another thread will bring about, and fails when it does not.
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not come about within %d s".formatted(PATIENCE_SECONDS));
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  /// Waits until a thread waits with a time limit, as one that closes workers does once they
  /// take nothing more on.
  static void untilItWaits(Thread thread) {
    until(() -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("did not come about within %d s".formatted(PATIENCE_SECONDS));
    }
  }

  /// Work that says when it was begun, and goes on until it may end.
  static final class Gate implements Work<String> {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public String run(Deadline limit) throws InterruptedException {
      begun.countDown();
      try {
        open.await();
        return "through the gate";
      } catch (InterruptedException given) {
        interrupted.countDown();
        throw given;
      }
    }
  }
}
