package dev.dyno.engine.pipeline;

import dev.dyno.engine.pipeline.Pipeline.Step;

/// A step, and what became of it.
///
/// @param group in which it is
/// @param build of that group
public record StepResult(String group, String build, Step step, StepEnd end) {

  /// `group/build: pull alpine:3.22`.
  public String title() {
    return "%s/%s: %s".formatted(group, build, step.action().title());
  }
}
