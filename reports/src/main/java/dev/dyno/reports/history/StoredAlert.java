package dev.dyno.reports.history;

import java.time.Instant;

/// One message to one target.
///
/// @param finding that it is about, as it stands now
/// @param message which of its messages
/// @param target its name
/// @param state whether it arrived
/// @param attempts so far
/// @param changedAt of the last attempt, or when it was written
/// @param answer of the last attempt, for people
public record StoredAlert(
    KnownFinding finding,
    Message message,
    String target,
    State state,
    int attempts,
    Instant changedAt,
    String answer) {

  /// What is told of a finding, each at most once.
  public enum Message {
    RAISED,
    ENDED
  }

  /// Whether it arrived.
  public enum State {
    /// To be sent, now or after the quiet hours.
    PENDING,
    SENT,
    /// The target does not want it, and will not when asked again.
    REFUSED
  }

  /// The same for the same message to the same target, so that a receiver can tell.
  public String id() {
    return "%s-%s".formatted(finding.id(), message.name().toLowerCase(java.util.Locale.ROOT));
  }

  /// After one more attempt.
  public StoredAlert after(State state, Instant at, String answer) {
    return new StoredAlert(finding, message, target, state, attempts + 1, at, answer);
  }
}
