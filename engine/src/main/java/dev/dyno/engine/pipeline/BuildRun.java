package dev.dyno.engine.pipeline;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.pipeline.Pipeline.Build;
import dev.dyno.engine.pipeline.Pipeline.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One build: its steps in order, those that are async beside them.
///
/// After a step has failed, those that are async are cancelled, and those behind it skipped; that
/// an
/// async one has failed is noticed when the step in turn has ended. An interrupt does the same.
final class BuildRun {

  private final String group;
  private final Build build;
  private final StepRun actions;
  private final LogAggregator log;
  private final Deadline deadline;
  private final List<StepEnd> ends;
  private final List<Beside> beside = new ArrayList<>();

  /// A step that is under way.
  private record Beside(Step step, Future<StepEnd> end) {}

  BuildRun(String group, Build build, StepRun actions, LogAggregator log, Deadline deadline) {
    this.group = group;
    this.build = build;
    this.actions = actions;
    this.log = log;
    this.deadline = deadline;
    this.ends =
        Collections.synchronizedList(
            new ArrayList<>(Collections.nCopies(build.steps().size(), new StepEnd.Skipped())));
  }

  /// Runs it; whatever fails is in the results.
  List<StepResult> run() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        runSteps(threads);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        threads.shutdownNow(); // when all went well, nothing runs
      }
    }
    var results = new ArrayList<StepResult>();
    for (int i = 0; i < build.steps().size(); i++) {
      results.add(new StepResult(group, build.name(), build.steps().get(i), ends.get(i)));
    }
    return results;
  }

  private void runSteps(ExecutorService threads) throws InterruptedException {
    for (int i = 0; i < build.steps().size() && !failed(); i++) {
      var step = build.steps().get(i);
      awaitEarlier(step);
      if (failed()) {
        return;
      }
      if (step.async()) {
        int place = i;
        beside.add(new Beside(step, threads.submit(() -> record(place, step))));
      } else {
        record(i, step);
      }
    }
    for (var each : beside) {
      if (!failed()) {
        ended(each);
      }
    }
  }

  private void awaitEarlier(Step step) throws InterruptedException {
    for (var each : beside) {
      if (!Collections.disjoint(each.step().action().touches(), step.action().touches())) {
        ended(each);
      }
    }
  }

  private static void ended(Beside step) throws InterruptedException {
    try {
      step.end().get();
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    }
  }

  private boolean failed() {
    return Thread.currentThread().isInterrupted()
        || ends.stream().anyMatch(StepEnd.Failed.class::isInstance);
  }

  private StepEnd record(int place, Step step) {
    var end = end(step);
    ends.set(place, end);
    return end;
  }

  private StepEnd end(Step step) {
    long begin = System.nanoTime();
    var routine = log.open(title(step));
    try {
      actions.run(step.action(), routine, StepTime.of(step.timeout(), deadline));
      var took = since(begin);
      routine.line("done in %.2f s".formatted(took.toNanos() / 1e9));
      routine.done();
      return new StepEnd.Done(took);
    } catch (Exception | Error failure) {
      if (failure instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      var message = StepRun.message(failure);
      routine.failed(message);
      return new StepEnd.Failed(since(begin), message, StepRun.exitCode(failure));
    }
  }

  /// In one line, whatever the words in it.
  private String title(Step step) {
    return "[%s/%s %s]"
        .formatted(group, build.name(), step.action().title())
        .replaceAll("[\\r\\n]+", " ");
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
