package dev.dyno.bench.calibration;

import dev.dyno.engine.embedded.latency.Operation;

/// What is timed.
sealed interface Timed {

  /// One operation while nothing else is asked.
  record Alone(Operation operation) implements Timed {}

  /// Several of one operation, from the first request to the last answer.
  ///
  /// @param number asked for at the same time
  record Together(Operation operation, int number) implements Timed {}

  /// An image on its way between daemon and registry.
  enum Transfer implements Timed {
    /// A push of what the registry has already.
    PUSH_AGAIN,
    /// A push of [Transfers#LARGE_BYTES] that are new to the registry.
    PUSH_LARGE,
    /// A pull of what the daemon has already.
    PULL_AGAIN,
    /// A pull of next to nothing.
    PULL_SMALL,
    /// A pull of [Transfers#LARGE_BYTES].
    PULL_LARGE
  }
}
