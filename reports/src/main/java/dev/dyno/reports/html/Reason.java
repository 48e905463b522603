package dev.dyno.reports.html;

import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.Look;
import dev.dyno.reports.verdict.Verdict;

/// Where a metric's verdict fell and why, in one sentence.
///
/// @param judgement to be explained
record Reason(Judgement judgement) {

  String sentence() {
    var look = judgement.looks().getLast();
    int pairs = look.effect().pairs();
    var threshold = new Change(look.threshold()).size();
    var decided = (stopped() ? "Stopped" : "Decided") + " after " + pairs + " pairs: ";
    return switch (judgement.verdict()) {
      case Verdict.Regressed _ ->
          decided
              + refuted(look.pRegressed(), look)
              + " and the effect is beyond "
              + threshold
              + ".";
      case Verdict.Improved _ ->
          decided
              + refuted(look.pImproved(), look)
              + " and the effect is beyond "
              + threshold
              + ".";
      case Verdict.Equivalent _ ->
          decided
              + "both one-sided bounds lie within "
              + threshold
              + ", so no change that matters.";
      case Verdict.Undecided _ -> open(look) + " " + doubt(look, threshold);
      case Verdict.Skipped(var why) -> "Skipped: " + why;
      case Verdict.Invalid(var why) -> "Invalid: " + why;
    };
  }

  private static String refuted(double p, Look look) {
    return p(p) + " ≤ " + level(look);
  }

  /// Whether this metric is what ended measuring; else more pairs followed for another's sake.
  private boolean stopped() {
    return judgement.primary() && judgement.pairEffects().size() == judgement.effect().pairs();
  }

  private static String p(double value) {
    var text = Typography.probability(value);
    return text.startsWith("<") ? "p " + text : "p = " + text;
  }

  private static String level(Look look) {
    return Typography.trimmed(look.level(), 4);
  }

  private String open(Look look) {
    var ending = judgement.comparison().ending();
    int pairs = look.effect().pairs();
    return switch (ending.kind()) {
      case FINISHED, SKIPPED -> "Open after %d pairs.".formatted(pairs);
      case CUT -> "Cut after %d pairs (%s).".formatted(pairs, ending.reason());
      case CRASHED -> "Crashed after %d pairs (%s).".formatted(pairs, ending.reason());
      case ENVIRONMENT -> "Spoiled after %d pairs (%s).".formatted(pairs, ending.reason());
    };
  }

  private static String doubt(Look look, String threshold) {
    double p = Math.min(look.pRegressed(), look.pImproved());
    return p <= look.level()
        ? "There is a change (%s), but whether it is beyond %s stays open."
            .formatted(refuted(p, look), threshold)
        : "Neither “no dearer” (%s) nor “no cheaper” (%s) is refuted at %s, and a change of %s is not ruled out."
            .formatted(p(look.pRegressed()), p(look.pImproved()), level(look), threshold);
  }

  /// What else ended measuring, when the verdict does not say it: empty for the good end.
  static String ending(Ending ending) {
    return switch (ending.kind()) {
      case FINISHED, SKIPPED -> "";
      case CUT -> "cut: " + ending.reason();
      case CRASHED -> "crashed: " + ending.reason();
      case ENVIRONMENT -> "environment: " + ending.reason();
    };
  }
}
