package dev.dyno.reports.measurement;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How the two live forks of a pair share the machine.
public enum TurnOrder {
  /// One runs an iteration while the other waits; who goes first is drawn anew each round.
  @JsonProperty("turns")
  TURNS,
  /// One runs all its iterations, then the other; ABBA over pairs. How JMH runs forks.
  @JsonProperty("forks")
  FORKS,
  /// Both run at once.
  @JsonProperty("duet")
  DUET
}
