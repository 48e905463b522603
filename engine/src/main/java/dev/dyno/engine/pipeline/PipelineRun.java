package dev.dyno.engine.pipeline;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.lifecycle.ContainerOperations;
import dev.dyno.engine.lifecycle.ImageOperations;
import dev.dyno.engine.pipeline.Pipeline.Group;
import dev.dyno.engine.pipeline.Pipeline.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs pipelines.
///
/// Guarantees: when [#run] returns, however it went, no thread of it is left, and nothing on the
/// daemon that was not there before, but for images that were pulled or are to be kept; what could
/// not be taken away, in the time that the pipeline gives, is named. A build that fails does not
/// end those beside it; the groups behind
/// it
/// are skipped. The workers are closed before anything is taken away, so that no job makes more;
/// assumes that the log stays open meanwhile.
///
/// Concurrency: any thread may call.
///
/// @param images what is done with images
/// @param containers what is done with containers, on the same workers and daemon
public record PipelineRun(ImageOperations images, ContainerOperations containers) {

  /// Runs a pipeline to its end, its clean-up included. An interrupt cancels what runs, and is
  /// kept.
  ///
  /// @param parent of the whole; clean-up has time of its own
  public Outcome run(Pipeline pipeline, Deadline parent) {
    var deadline = pipeline.timeout().map(Deadline::after).map(parent::or).orElse(parent);
    var belongings = new Belongings(containers.runtime(), containers.policy());
    var results = new ArrayList<StepResult>();
    var left = new ArrayList<String>();
    try {
      boolean goesOn = true;
      for (var group : pipeline.groups()) {
        goesOn = goesOn && !Thread.currentThread().isInterrupted();
        var ended = goesOn ? run(group, belongings, deadline) : skipped(group);
        results.addAll(ended);
        goesOn = goesOn && ended.stream().allMatch(it -> it.end() instanceof StepEnd.Done);
      }
    } finally {
      undisturbed(() -> left.addAll(takeAway(belongings, pipeline.cleanUp())));
    }
    return new Outcome(results, left);
  }

  /// Jobs that were given up have half of the time for what they clean up themselves.
  private List<String> takeAway(Belongings belongings, Duration time) {
    var end = Deadline.after(time);
    var half = Deadline.after(time.dividedBy(2));
    var _ = containers.workers().close(containers.policy().cleanUp().or(half), half);
    return belongings.takeAway(end);
  }

  /// Runs it on a thread that nobody interrupts, to its end. An interrupt of the caller is kept.
  private static void undisturbed(Runnable work) {
    var thread = Thread.ofVirtual().name("clean-up").start(work);
    boolean interrupted = false;
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

  private List<StepResult> run(Group group, Belongings belongings, Deadline deadline) {
    var results = new ArrayList<StepResult>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var builds = new ArrayList<Future<List<StepResult>>>();
      for (var build : group.builds()) {
        var actions = new StepRun(images, containers, belongings);
        var run = new BuildRun(group.name(), build, actions, containers.log(), deadline);
        builds.add(threads.submit(run::run));
      }
      boolean interrupted = false;
      for (int i = 0; i < builds.size(); ) {
        try {
          results.addAll(builds.get(i).get());
          i++;
        } catch (InterruptedException _) {
          interrupted = true;
          threads.shutdownNow(); // and hear what became of each
        } catch (ExecutionException bug) {
          throw new IllegalStateException(bug.getCause());
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return results;
  }

  private static List<StepResult> skipped(Group group) {
    var results = new ArrayList<StepResult>();
    for (var build : group.builds()) {
      for (Step step : build.steps()) {
        results.add(new StepResult(group.name(), build.name(), step, new StepEnd.Skipped()));
      }
    }
    return results;
  }
}
