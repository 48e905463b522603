package dev.dyno.engine.runtime;

import java.time.Instant;
import java.util.Optional;

/// Whether somebody who may not answer is asked.
///
/// @param of who: `daemon tcp://127.0.0.1:2375` or `registry ghcr.io`
/// @param since when it has been so; empty for one that was always closed
public record CircuitState(String of, Position position, Optional<Instant> since) {

  /// Of a circuit.
  public enum Position {
    /// Everything is asked.
    CLOSED,
    /// Nothing is asked.
    OPEN,
    /// One operation is tried.
    HALF_OPEN
  }
}
