package dev.dyno.reports.measurement;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why measuring a comparison stopped.
///
/// @param kind which way
/// @param reason one sentence for people; empty when it finished
public record Ending(Kind kind, String reason) {

  /// The ways to end.
  public enum Kind {
    /// Its rule was satisfied, or its last look taken.
    @JsonProperty("finished")
    FINISHED,
    /// The budget was spent, or somebody pressed Ctrl-C.
    @JsonProperty("cut")
    CUT,
    /// The benchmark threw, or its forks kept dying.
    @JsonProperty("crashed")
    CRASHED,
    /// The environment spoiled more pairs than the design allows.
    @JsonProperty("environment")
    ENVIRONMENT,
    /// Nothing that the benchmark can reach differs, so that nothing was measured.
    @JsonProperty("skipped")
    SKIPPED
  }

  /// Why somebody's Ctrl-C cut it.
  public static final String STOPPED = "stopped by the user";

  /// Whether somebody stopped it, so that what is there is not all that was to be.
  public boolean stopped() {
    return kind == Kind.CUT && reason.equals(STOPPED);
  }

  /// The good end.
  public static Ending finished() {
    return new Ending(Kind.FINISHED, "");
  }
}
