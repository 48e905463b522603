package dev.dyno.engine.deadline;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A moment after which an operation is given up. Passed down, so that a whole and its parts end at
/// the same moment.
///
/// @param nanoTime on the clock of [System#nanoTime()]
public record Deadline(long nanoTime) {

  private static final Duration FARTHEST = Duration.ofDays(36_500);

  /// As good as never, 100 years from now: for a whole that nobody has set a limit to.
  public static Deadline none() {
    return after(FARTHEST);
  }

  /// From now on for so long.
  ///
  /// @param time above 0; up to 100 years
  public static Deadline after(Duration time) {
    if (!time.isPositive() || time.compareTo(FARTHEST) > 0) {
      throw new IllegalArgumentException(
          "a deadline after %s: needs 0 to 100 years".formatted(time));
    }
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /// What is left; 0 when it has passed.
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  /// Whether it has passed.
  public boolean passed() {
    return remaining().isZero();
  }

  /// The earlier one of this and `other`.
  public Deadline or(Deadline other) {
    return nanoTime - other.nanoTime <= 0 ? this : other;
  }

  /// Runs `work` on a virtual thread of its own, and interrupts it when time is up. That ends
  /// blocking calls which know no time limit themselves, such as docker-java's on a Unix socket.
  /// The caller gets its answer at the deadline even if `work` ignores the interrupt.
  ///
  /// @throws TimeoutException at the deadline
  /// @throws ExecutionException with what `work` threw
  /// @throws InterruptedException when the caller is interrupted; `work` is, too
  public <T> T call(String name, Callable<T> work)
      throws TimeoutException, ExecutionException, InterruptedException {
    var task = new FutureTask<T>(work);
    var thread = Thread.ofVirtual().name(name).start(task);
    try {
      return task.get(remaining().toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      if (!task.isDone()) {
        thread.interrupt();
      }
    }
  }
}
