package dev.dyno.reports.html;

import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.Look;
import dev.dyno.reports.verdict.Verdict;
import java.util.List;

/// One metric of a comparison, in words.
///
/// @param judgement behind it
record MetricRow(Judgement judgement) {

  /// A look, in words.
  record LookRow(
      int pairs,
      String effect,
      String interval,
      String pRegressed,
      String pImproved,
      String regressedFrom,
      String improvedFrom,
      String reach,
      String detectable) {

    static LookRow of(Look look) {
      return new LookRow(
          look.effect().pairs(),
          new Change(look.effect().ratio()).percent(),
          Change.interval(look.effect()),
          Typography.probability(look.pRegressed()),
          Typography.probability(look.pImproved()),
          new Change(look.bounds().regressed()).percent(),
          new Change(look.bounds().improved()).percent(),
          new Change(look.bounds().reach()).size(),
          new Change(look.detectable()).detectable());
    }
  }

  String label() {
    return judgement.metric().label();
  }

  Outcome outcome() {
    return Outcome.of(judgement.verdict());
  }

  String baseline() {
    return reading(judgement.baseline()).text();
  }

  String candidate() {
    return reading(judgement.candidate()).textBeside(reading(judgement.baseline()));
  }

  String effect() {
    return new Change(judgement.effect().ratio()).percent();
  }

  String interval() {
    return Change.interval(judgement.effect());
  }

  /// `95 %`: how sure the interval is.
  String confidence() {
    return new Change(judgement.effect().interval().confidence()).size();
  }

  /// `262× faster`, or nothing where a percentage tells more.
  String times() {
    return new Change(judgement.effect().ratio()).times(judgement.metric()).orElse("");
  }

  /// `5 %`.
  String threshold() {
    return new Change(judgement.looks().getLast().threshold()).size();
  }

  String detectable() {
    return new Change(judgement.detectable()).detectable();
  }

  /// Whether it is too early to say what is detectable.
  boolean early() {
    return Verdict.early(judgement.detectable());
  }

  int pairs() {
    return judgement.effect().pairs();
  }

  String reason() {
    return new Reason(judgement).sentence();
  }

  List<LookRow> looks() {
    return judgement.looks().stream().map(LookRow::of).toList();
  }

  List<String> pairEffects() {
    return judgement.pairEffects().stream().map(effect -> new Change(effect).percent()).toList();
  }

  private Quantity reading(double value) {
    return new Quantity(value, judgement.unit());
  }
}
