package dev.dyno.engine.metrics;

import java.util.Locale;

/// How something ended; a tag of meters, and a field of events.
public enum Outcome {
  /// As wanted.
  OK,
  /// What it was about is not there.
  NOT_FOUND,
  /// The state of things forbids it.
  CONFLICT,
  /// Who we are does not suffice.
  REFUSED,
  /// Daemon or registry could not answer.
  UNAVAILABLE,
  /// Not even asked: it was unavailable too often.
  CIRCUIT_OPEN,
  /// Time was up.
  TIMED_OUT,
  /// Its caller was interrupted.
  INTERRUPTED,
  /// Its submitter did not want it any more.
  CANCELLED,
  /// Not taken on, or never begun: the workers were closed.
  REJECTED,
  /// For any other reason.
  FAILED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// As tag and field: `not_found`.
  public String label() {
    return label;
  }
}
