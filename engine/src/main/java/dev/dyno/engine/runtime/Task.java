package dev.dyno.engine.runtime;

import dev.dyno.engine.metrics.Operation;
import java.util.Optional;

/// What is asked of a daemon.
///
/// @param operation its kind, for meters and events
/// @param what the operation and its object, for people: `pull of app:1`
/// @param registry that the daemon must ask for it, in turn; its words then decide what a failure
///     means
record Task(Operation operation, String what, Optional<String> registry) {

  static Task of(Operation operation, String what) {
    return new Task(operation, what, Optional.empty());
  }

  static Task at(String registry, Operation operation, String what) {
    return new Task(operation, what, Optional.of(registry));
  }
}
