package dev.dyno.engine.deadline;

import java.time.Duration;
import java.util.Optional;

/// Who says how long one operation may take, from the moment when it begins.
public sealed interface TimeLimit {

  /// The engine's [TimeoutPolicy], by the operation's kind.
  record Usual() implements TimeLimit {}

  /// The operation itself, which knows when each of its parts begins: a wait in a queue of its own
  /// does not count against them.
  record ItsParts() implements TimeLimit {}

  /// Whoever asks for the operation, and the policy not at all.
  ///
  /// @param time in real time, above 0; shorter or longer than the policy's
  record Instead(Duration time) implements TimeLimit {
    public Instead {
      if (!time.isPositive()) {
        throw new IllegalArgumentException("a limit of %s: needs more than 0".formatted(time));
      }
    }
  }

  /// What the policy says.
  static TimeLimit usual() {
    return new Usual();
  }

  /// None of its own: the operation limits its parts.
  static TimeLimit itsParts() {
    return new ItsParts();
  }

  /// So long, whatever the policy says.
  static TimeLimit instead(Duration time) {
    return new Instead(time);
  }

  /// How long that is for an operation; empty for no limit.
  default Optional<Duration> own(OperationKind kind, TimeoutPolicy policy) {
    return switch (this) {
      case Usual _ -> policy.own(kind);
      case ItsParts _ -> Optional.empty();
      case Instead(var time) -> Optional.of(time);
    };
  }

  /// Until when an operation that begins now may take.
  ///
  /// @param parent of the whole that it is part of
  default Deadline begun(OperationKind kind, TimeoutPolicy policy, Deadline parent) {
    return own(kind, policy).map(time -> Deadline.after(time).or(parent)).orElse(parent);
  }
}
