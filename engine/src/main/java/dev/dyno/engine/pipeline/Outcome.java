package dev.dyno.engine.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What became of a pipeline.
///
/// @param steps all of them, in the order of groups, builds and steps
/// @param left what could not be taken away, with the reason; empty as a rule
public record Outcome(List<StepResult> steps, List<String> left) {

  public Outcome {
    steps = List.copyOf(steps);
    left = List.copyOf(left);
  }

  /// The first step that failed by itself, or else the first that was cancelled; if one was.
  public Optional<StepResult> failed() {
    return failures(false).findFirst().or(() -> failures(true).findFirst());
  }

  private Stream<StepResult> failures(boolean cancelled) {
    return steps.stream()
        .filter(
            it ->
                it.end() instanceof StepEnd.Failed(_, _, var code)
                    && (code == StepEnd.CANCELLED) == cancelled);
  }

  /// Whether somebody ended it between two steps: some were skipped though none failed.
  public boolean cancelled() {
    return failed().isEmpty() && steps.stream().anyMatch(it -> it.end() instanceof StepEnd.Skipped);
  }

  /// 0 when all is done and nothing left; else that of the first failed step,
  /// [StepEnd#CANCELLED], or [StepEnd#ENGINE] when something was left behind.
  public int exitCode() {
    if (cancelled()) {
      return StepEnd.CANCELLED;
    }
    return failed()
        .map(it -> ((StepEnd.Failed) it.end()).exitCode())
        .orElse(left.isEmpty() ? 0 : StepEnd.ENGINE);
  }
}
