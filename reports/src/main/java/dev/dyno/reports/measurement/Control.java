package dev.dyno.reports.measurement;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Something measured beside a gate that cannot have changed: both sides run the same. When it
/// seems to change all the same, it is the machine or the stand that speaks, and not the code.
///
/// @param kind why it cannot have changed
/// @param comparison its pairs
public record Control(Kind kind, Comparison comparison) {

  /// Why both sides are the same.
  public enum Kind {
    /// A benchmark of the gate that was skipped, since both sides reach the same byte code.
    @JsonProperty("identical")
    IDENTICAL("identical code"),
    /// A benchmark of ours that uses nothing but the JDK, with one jar and one JDK on both sides,
    /// in one thread that a JIT compiles in one way: its forks all run at one speed.
    @JsonProperty("ruler")
    RULER("ruler"),
    /// The same between two threads, whose forks may run at several speeds.
    @JsonProperty("hand-off")
    HAND_OFF("ruler");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// For people.
    public String words() {
      return words;
    }
  }
}
