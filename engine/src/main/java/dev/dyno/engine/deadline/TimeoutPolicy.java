package dev.dyno.engine.deadline;

import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import java.time.Duration;
import java.util.Optional;

/// How long an operation may take. Toggle `dynamic-timeouts`.
///
/// Both sides: the deadline of the whole that an operation is part of is passed down, and the
/// earlier one wins; the clock starts when the operation does, so that time in a queue is not
/// counted; clean-up after a timeout gets an allowance of its own, since by then nothing is left of
/// the operation's time. A value: any thread may ask.
public sealed interface TimeoutPolicy permits TenMinutes, LimitPerOperation {

  /// An operation's own limit, in real time; empty when it has none.
  Optional<Duration> own(OperationKind kind);

  /// What cleaning up after one operation may take, in real time.
  Duration allowance();

  /// Until when an operation that begins now may take.
  ///
  /// @param parent of the whole that it is part of
  default Deadline limit(OperationKind kind, Deadline parent) {
    return TimeLimit.usual().begun(kind, this, parent);
  }

  /// Until when a clean-up that begins now may take, whatever deadline has passed.
  default Deadline cleanUp() {
    return Deadline.after(allowance());
  }

  /// The implementation that the toggles ask for.
  static TimeoutPolicy chosenBy(Toggles toggles, Patience patience) {
    return toggles.has(Optimization.DYNAMIC_TIMEOUTS)
        ? new LimitPerOperation(patience)
        : new TenMinutes(patience);
  }
}
