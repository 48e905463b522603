package dev.dyno.engine.pipeline;

import java.time.Duration;

/// What became of a step.
public sealed interface StepEnd {

  /// It did what it should.
  ///
  /// @param took from its begin to its end, without the time in which it waited for earlier steps
  record Done(Duration took) implements StepEnd {}

  /// It failed.
  ///
  /// @param took as for [Done]
  /// @param message what, which value, and what to do
  /// @param exitCode of the container or process, when that is what failed; else [#TIMED_OUT],
  ///     [#CANCELLED], or [#ENGINE]
  record Failed(Duration took, String message, int exitCode) implements StepEnd {}

  /// Its turn never came.
  record Skipped() implements StepEnd {}

  /// As `timeout(1)` has it.
  int TIMED_OUT = 124;

  /// Daemon, registry or files: as `docker run` has it.
  int ENGINE = 125;

  /// Somebody ended the pipeline: as a shell has it for Ctrl-C.
  int CANCELLED = 130;
}
