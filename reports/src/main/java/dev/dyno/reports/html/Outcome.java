package dev.dyno.reports.html;

import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.verdict.Verdict;
import java.util.Arrays;
import java.util.Locale;

/// What a comparison came to: a verdict's word, or why there is none. Each has a shape of its own,
/// so that no colour is needed to tell them apart.
public enum Outcome {
  REGRESSED("Regressed", "M8 2 15 14H1Z", true),
  IMPROVED("Improved", "M8 14 1 2H15Z", true),
  EQUIVALENT("Equivalent", "M2 4H14V7H2ZM2 9H14V12H2Z", true),
  UNDECIDED("Undecided", "M8 1.5 14.5 8 8 14.5 1.5 8Z", false),
  SKIPPED("Skipped", "M2 6.5H14V9.5H2Z", true),
  INVALID("Invalid", "M8 2A6 6 0 1 0 8 14 6 6 0 1 0 8 2ZM4 4 12 12", false),
  CRASHED("Crashed", "M3 3 13 13M13 3 3 13", false),
  UNMEASURED("No verdict", "M8 2A6 6 0 1 0 8 14 6 6 0 1 0 8 2Z", false);

  private final String word;
  private final String path;
  private final boolean filled;

  Outcome(String word, String path, boolean filled) {
    this.word = word;
    this.path = path;
    this.filled = filled;
  }

  static Outcome of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Regressed _ -> REGRESSED;
      case Verdict.Improved _ -> IMPROVED;
      case Verdict.Equivalent _ -> EQUIVALENT;
      case Verdict.Undecided _ -> UNDECIDED;
      case Verdict.Skipped _ -> SKIPPED;
      case Verdict.Invalid _ -> INVALID;
    };
  }

  /// Of a verdict's word, as files have it; [#UNMEASURED] of any other.
  public static Outcome named(String word) {
    return Arrays.stream(values())
        .filter(outcome -> outcome.word.equals(word))
        .findFirst()
        .orElse(UNMEASURED);
  }

  /// For a comparison that has no verdict.
  static Outcome of(Ending ending) {
    return switch (ending.kind()) {
      case CRASHED -> CRASHED;
      case ENVIRONMENT -> INVALID;
      case SKIPPED -> SKIPPED;
      case FINISHED, CUT -> UNMEASURED;
    };
  }

  /// As people and files know it.
  public String word() {
    return word;
  }

  /// Its shape, as an SVG path in a box of 16 by 16.
  public String path() {
    return path;
  }

  /// The class of its colour.
  public String style() {
    return "o-" + name().toLowerCase(Locale.ROOT) + (filled ? "" : " hollow");
  }
}
