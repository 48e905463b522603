package dev.dyno.engine.lifecycle;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.runtime.ContainerId;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A container that was started and is ready; its lines are in the log, behind its prefix. Made by
/// [ContainerOperations#start].
///
/// Concurrency: any thread may call.
public final class Container implements AutoCloseable {

  private final ContainerOperations operations;
  private final ContainerId id;
  private final String prefix;
  private final boolean reused;
  private final Follower follower;

  Container(
      ContainerOperations operations,
      ContainerId id,
      String prefix,
      boolean reused,
      Follower follower) {
    this.operations = operations;
    this.id = id;
    this.prefix = prefix;
    this.reused = reused;
    this.follower = follower;
  }

  /// The daemon's name for it.
  public ContainerId id() {
    return id;
  }

  /// What stands before its lines: `[<id 6> (<image>:<tag 8>)]`.
  public String prefix() {
    return prefix;
  }

  /// Whether there was one of its name, which was taken instead of a new one.
  public boolean reused() {
    return reused;
  }

  /// Waits until it has ended with 0, and all that it said is in the log.
  ///
  /// @throws ContainerFailure.Exited when it ended with another code
  /// @throws ContainerFailure.StillRunning at the deadline; it runs on
  /// @throws ContainerFailure.Lost when it was closed meanwhile, or the daemon does not tell
  public void await(Deadline deadline) throws ContainerFailure, InterruptedException {
    try {
      int code = follower.ended().get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
      if (code != 0) {
        throw new ContainerFailure.Exited(prefix + " ended with exit code " + code, code);
      }
    } catch (TimeoutException _) {
      throw new ContainerFailure.StillRunning(
          prefix + " still ran at the deadline: stop it, or give it more time");
    } catch (ExecutionException lost) {
      throw new ContainerFailure.Lost(
          "%s: how it ended is not known: %s".formatted(prefix, lost.getMessage()), lost);
    }
  }

  /// Whether it has ended, as far as is known.
  public boolean ended() {
    return follower.ended().isDone();
  }

  /// Stops it, as a job; one that has ended is left so. A stop that is given up is followed by a
  /// KILL.
  ///
  /// @param grace after which the daemon ends it; below the limit of a stop, which would end it
  ///     otherwise
  public Pending<ContainerId> stop(Duration grace, Deadline parent) throws InterruptedException {
    return stop(grace, TimeLimit.usual(), parent);
  }

  /// The same, and says how long it may take.
  ///
  /// @param own of the job, without its time in the queue
  public Pending<ContainerId> stop(Duration grace, TimeLimit own, Deadline parent)
      throws InterruptedException {
    return operations.workers().submit(new Job.Stop<>(prefix, new Stopping(grace)), own, parent);
  }

  /// Lets it go: one that was made is removed, running or not; one that was reused goes on. Has the
  /// policy's allowance for clean-up, and leaves no thread behind.
  ///
  /// @throws RuntimeFailure when it could not be removed; it may still be there
  @Override
  public void close() throws RuntimeFailure {
    close(operations.policy().cleanUp());
  }

  /// The same, by a deadline of the caller's.
  ///
  /// @throws RuntimeFailure when it could not be removed; it may still be there, and is not heard
  ///     any more
  public void close(Deadline deadline) throws RuntimeFailure {
    if (reused) {
      follower.letGo(Duration.ZERO);
      return;
    }
    follower.expectRemoval();
    try {
      operations.runtime().remove(id, deadline);
    } catch (RuntimeFailure | RuntimeException stays) {
      follower.letGo(Duration.ZERO); // which would else hear it for as long as it runs
      throw stays;
    }
    follower.letGo(deadline.remaining());
  }

  private final class Stopping implements Work<ContainerId> {
    private final Duration grace;

    Stopping(Duration grace) {
      this.grace = grace;
    }

    @Override
    public ContainerId run(Deadline limit) throws RuntimeFailure {
      operations.runtime().stop(id, grace, limit);
      return id;
    }

    @Override
    public void cleanUp(Deadline allowance) throws RuntimeFailure {
      operations.runtime().stop(id, "KILL", allowance.remaining(), allowance);
    }
  }
}
