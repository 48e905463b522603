package dev.dyno.engine.pipeline;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// One clean-up: what it tried to take away, and what is left of that.
///
/// Concurrency: any thread may call that nobody interrupts.
final class Removals {

  private final TimeoutPolicy policy;
  private final Deadline end;
  private final Duration pause;

  // Guarded by this.
  private final Map<String, String> left = new LinkedHashMap<>();

  /// Takes something away, or sees that it is not there.
  @FunctionalInterface
  interface Removal {
    void by(Deadline soon) throws RuntimeFailure;
  }

  /// @param policy how long one of them may take
  /// @param end of all
  /// @param pause before a daemon is asked again that is just being tried
  Removals(TimeoutPolicy policy, Deadline end, Duration pause) {
    this.policy = policy;
    this.end = end;
    this.pause = pause;
  }

  /// Tries it, once the daemon may be asked. What failed before may go well now.
  void attempt(String what, Removal removal) {
    try {
      whenClosed(removal);
      gone(what);
    } catch (RuntimeFailure | RuntimeException failed) {
      stays(what, failed);
    }
  }

  /// Waits for a circuit that is open, as long as there is time.
  private void whenClosed(Removal removal) throws RuntimeFailure {
    while (true) {
      try {
        removal.by(policy.cleanUp().or(end));
        return;
      } catch (RuntimeFailure.CircuitOpen open) {
        var wait = open.retryAfter().orElse(pause);
        if (wait.compareTo(end.remaining()) >= 0) {
          throw open;
        }
        LockSupport.parkNanos(wait.toNanos());
      }
    }
  }

  private synchronized void gone(String what) {
    left.remove(what);
  }

  private synchronized void stays(String what, Exception failed) {
    var late =
        end.passed() || failed instanceof RuntimeFailure.CircuitOpen
            ? "; no time for clean-up is left: give the pipeline a longer 'clean-up'"
            : "";
    left.put(
        what,
        "%s may still be there, look and remove it: %s%s"
            .formatted(what, failed.getMessage(), late));
  }

  /// What may still be there, with the reason.
  synchronized List<String> left() {
    return List.copyOf(left.values());
  }
}
