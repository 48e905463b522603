package dev.dyno.engine.pipeline;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.OperationKind;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.deadline.TimeoutPolicy;
import java.time.Duration;
import java.util.Optional;

/// How long a step may take, from the moment when its operation begins.
///
/// @param limit the engine's, or that of the file
/// @param whole of the pipeline
record StepTime(TimeLimit limit, Deadline whole) {

  static StepTime of(Optional<Duration> timeout, Deadline whole) {
    return new StepTime(timeout.map(TimeLimit::instead).orElseGet(TimeLimit::usual), whole);
  }

  /// Until when an operation that begins now may take, for which the engine has no limit.
  Deadline fromNow() {
    return switch (limit) {
      case TimeLimit.Usual _, TimeLimit.ItsParts _ -> whole;
      case TimeLimit.Instead(var time) -> Deadline.after(time).or(whole);
    };
  }

  /// Until when an operation that begins now may take.
  Deadline fromNow(OperationKind kind, TimeoutPolicy policy) {
    return limit.begun(kind, policy, whole);
  }
}
