package dev.dyno.reports.history;

import java.time.Instant;

/// A finding that was told, or left untold on purpose, and what became of it.
///
/// @param id the same for the same finding
/// @param series its number
/// @param title of the series
/// @param kind how it was found
/// @param change as a share; positive is dearer
/// @param beforeCommit the last that does not show it
/// @param sinceCommit the first that does
/// @param sinceRun its run
/// @param sentence for people
/// @param raisedAt when it was found
/// @param state what became of it
/// @param endedAt when; [#raisedAt] while it is open
/// @param ending how, for people; empty while it is open
public record KnownFinding(
    String id,
    long series,
    String title,
    Kind kind,
    double change,
    String beforeCommit,
    String sinceCommit,
    String sinceRun,
    String sentence,
    Instant raisedAt,
    State state,
    Instant endedAt,
    String ending) {

  /// How it was found.
  public enum Kind {
    /// By a gate.
    REGRESSED,
    /// As a change point.
    STEP,
    /// As a slow one.
    DRIFT
  }

  /// What became of it.
  public enum State {
    OPEN,
    /// It is gone.
    RESOLVED,
    /// Somebody said that it may stay.
    ACCEPTED,
    /// So old when it was first seen that nobody needs to be told.
    OLD
  }

  /// Whether it is for the worse.
  public boolean worse() {
    return change > 0;
  }

  KnownFinding ended(State state, Instant at, String how) {
    return new KnownFinding(
        id,
        series,
        title,
        kind,
        change,
        beforeCommit,
        sinceCommit,
        sinceRun,
        sentence,
        raisedAt,
        state,
        at,
        how);
  }
}
