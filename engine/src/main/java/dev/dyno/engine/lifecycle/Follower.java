package dev.dyno.engine.lifecycle;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.logs.Routine;
import dev.dyno.engine.runtime.ContainerId;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.LogQuery;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// Hears a container to its end, on a virtual thread of its own: its lines go to a routine of the
/// log, which ends as the container does.
///
/// Guarantees: hears until the container ends or [#letGo], whatever the deadline of the start that
/// began it; a log that breaks off does not hide how the container ended. [#ended()] is told after
/// the last line.
final class Follower {

  private final ContainerRuntime runtime;
  private final ContainerId id;
  private final Routine routine;
  private final Predicate<String> wanted;
  private final CompletableFuture<String> seen = new CompletableFuture<>();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean removalExpected;

  private Follower(
      ContainerRuntime runtime,
      ContainerId id,
      LogQuery query,
      Routine routine,
      Predicate<String> wanted) {
    this.runtime = runtime;
    this.id = id;
    this.routine = routine;
    this.wanted = wanted;
    this.thread = Thread.ofVirtual().name("log of " + id).unstarted(() -> follow(query));
  }

  /// @param wanted of the line that [#seen()] waits for
  static Follower start(
      ContainerRuntime runtime,
      ContainerId id,
      LogQuery query,
      Routine routine,
      Predicate<String> wanted) {
    var follower = new Follower(runtime, id, query, routine, wanted);
    follower.thread.start();
    return follower;
  }

  /// The first wanted line.
  CompletableFuture<String> seen() {
    return seen.copy();
  }

  /// The container's exit code. Fails with a [RuntimeFailure] when it cannot be known.
  CompletableFuture<Integer> ended() {
    return ended.copy();
  }

  /// The container is about to be removed, running or not: that ends the routine well.
  void expectRemoval() {
    removalExpected = true;
  }

  /// Hears for so long at most, and returns when its thread has ended. An interrupt shortens that,
  /// and is kept.
  void letGo(Duration patience) {
    boolean interrupted = false;
    try {
      if (!thread.join(patience)) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      interrupted = true;
      thread.interrupt();
    }
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(LogQuery query) {
    try {
      hear(query);
      int code = runtime.await(id, Deadline.none());
      tell(() -> end(code));
      ended.complete(code);
    } catch (RuntimeFailure.Interrupted letGo) {
      tell(routine::done);
      ended.completeExceptionally(letGo);
    } catch (RuntimeFailure | RuntimeException lost) {
      tell(() -> endUnknown(lost));
      ended.completeExceptionally(lost);
    }
  }

  private void hear(LogQuery query) throws RuntimeFailure.Interrupted {
    try {
      runtime.logs(id, query, (_, line) -> hear(line), Deadline.none());
    } catch (RuntimeFailure.Interrupted letGo) {
      throw letGo;
    } catch (RuntimeFailure broken) {
      if (!removalExpected) {
        tell(() -> routine.line("its log broke off: " + broken.getMessage()));
      }
    }
  }

  private void hear(String line) {
    routine.line(line);
    if (!seen.isDone() && wanted.test(line)) {
      seen.complete(line);
    }
  }

  private void end(int code) {
    if (code == 0 || removalExpected) {
      routine.done();
    } else {
      routine.failed("exit code " + code);
    }
  }

  private void endUnknown(Exception lost) {
    if (removalExpected) {
      routine.done();
    } else {
      routine.failed("how it ended is not known: " + lost.getMessage());
    }
  }

  /// Once the log has been closed, nobody is there to be told.
  private static void tell(Runnable word) {
    try {
      word.run();
    } catch (IllegalStateException _) {
      // Closed.
    }
  }
}
