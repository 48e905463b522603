package dev.dyno.profiles.pages;

import java.util.List;

/// One test: how it ended, and what it observed.
///
/// @param name for people, with the class that it is nested in, and its parameters
/// @param outcome how it ended
/// @param said by the failure, as it was thrown; empty when it passed
/// @param at where in the test it failed; may be empty
/// @param jvm flags of the fork that it ran in; empty for one without flags
/// @param forked whether it ran in a fork
/// @param views what it observed, in order
public record TestedMethod(
    String name,
    Outcome outcome,
    String said,
    String at,
    List<String> jvm,
    boolean forked,
    List<View> views) {

  /// How a test ends.
  public enum Outcome {
    PASSED,
    FAILED,
    /// An assumption did not hold.
    ABORTED;

    String word() {
      return switch (this) {
        case PASSED -> "Passed";
        case FAILED -> "Failed";
        case ABORTED -> "Aborted";
      };
    }

    /// Tells it apart without colour.
    String shape() {
      return switch (this) {
        case PASSED -> "M2 7.5l3.2 3.2L12 3.6";
        case FAILED -> "M3 3l8 8M11 3l-8 8";
        case ABORTED -> "M2.5 7h9";
      };
    }

    String style() {
      return "o-" + word().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public TestedMethod {
    jvm = List.copyOf(jvm);
    views = List.copyOf(views);
  }

  /// Whether there is anything to show beside its name.
  public boolean tells() {
    return outcome == Outcome.FAILED || !views.isEmpty();
  }

  String jvmWords() {
    return jvm.isEmpty() ? "a JVM of its own" : String.join(" ", jvm);
  }
}
