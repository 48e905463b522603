package dev.dyno.engine.deadline;

/// The operations that a [TimeoutPolicy] knows limits for.
public enum OperationKind {
  /// Brings a created container to life.
  START,
  /// Asks a container to end, and waits until it has.
  STOP,
  /// Brings an image from a registry.
  PULL,
  /// Makes an image from a context.
  BUILD,
  /// Takes an image to a registry.
  PUSH
}
