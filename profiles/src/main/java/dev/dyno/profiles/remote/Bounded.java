package dev.dyno.profiles.remote;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls into another process, none of which may last for ever: RMI waits without a limit for a
/// JVM that is stopped or swaps. A call that is given up stays behind on a daemon thread until the
/// other side answers or dies.
final class Bounded {

  private Bounded() {}

  /// @throws ExecutionException with what the call threw
  /// @throws TimeoutException when it took longer
  /// @throws InterruptedException when the caller is interrupted; the call is, too
  static <T> T call(String name, Duration patience, Callable<T> work)
      throws ExecutionException, TimeoutException, InterruptedException {
    var task = new FutureTask<>(work);
    var thread = Thread.ofPlatform().daemon().name("dyno " + name).start(task);
    try {
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      if (!task.isDone()) {
        thread.interrupt();
      }
    }
  }
}
