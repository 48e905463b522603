package dev.dyno.engine.lifecycle;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.runtime.ContainerId;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.ContainerSpec;

/// What is done with containers, and what it is done with.
///
/// Concurrency: any thread may call.
///
/// @param workers that starts and stops run on
/// @param policy of the same workers
/// @param runtime of the daemon that the containers are on
/// @param log that their lines go to
/// @param labels what stands before each line
public record ContainerOperations(
    Workers workers,
    TimeoutPolicy policy,
    ContainerRuntime runtime,
    LogAggregator log,
    Labels labels) {

  /// Starts a container, as a job, and begins to follow its log; the follower outlives the start,
  /// and ends with the container.
  ///
  /// A name that the spec gives is looked up first: a container of that name and image is reused,
  /// and started unless it runs. A start that fails or is given up leaves nothing that it made.
  ///
  /// @param probe says when it is ready, within the limit of the start
  /// @return the container; fails with a [ContainerFailure] or a
  ///     [dev.dyno.engine.runtime.RuntimeFailure] as cause
  public Pending<Container> start(ContainerSpec spec, ReadyProbe probe, Deadline parent)
      throws InterruptedException {
    var target = spec.name().orElseGet(() -> "a container of " + spec.image().familiar());
    return workers.submit(new Job.Start<>(target, new Starting(this, spec, probe)), parent);
  }

  /// Starts a container that was created before, as a job, and follows its log as the other one
  /// does. A start that fails or is given up leaves the container to whoever created it.
  ///
  /// @param image of the container, for its prefix
  /// @param probe says when it is ready, within the limit of the start
  /// @param own of the job, without its time in the queue
  /// @return as the other one
  public Pending<Container> start(
      ContainerId created, ImageReference image, ReadyProbe probe, TimeLimit own, Deadline parent)
      throws InterruptedException {
    return workers.submit(
        new Job.Start<>(
            "a container of " + image.familiar(), new Starting(this, created, image, probe)),
        own,
        parent);
  }
}
