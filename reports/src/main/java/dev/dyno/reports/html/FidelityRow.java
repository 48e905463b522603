package dev.dyno.reports.html;

import dev.dyno.reports.verdict.Fidelity;
import dev.dyno.reports.verdict.Judgement;
import java.util.List;

/// One comparison on the embedded engine and on a real daemon, in words.
///
/// @param row both judgements
/// @param daemon the real one's name
record FidelityRow(Fidelity.Row row, String daemon) {

  static List<FidelityRow> of(Fidelity fidelity) {
    return fidelity.rows().stream().map(row -> new FidelityRow(row, fidelity.real())).toList();
  }

  String toggle() {
    return row.real().comparison().toggle();
  }

  String title() {
    return row.real().comparison().title();
  }

  String metric() {
    return row.real().metric().label();
  }

  static String effect(Judgement judgement) {
    return new Change(judgement.effect().ratio()).percent();
  }

  static String interval(Judgement judgement) {
    return Change.interval(judgement.effect());
  }

  /// `5.09 ms to 4.40 us`.
  static String readings(Judgement judgement) {
    var baseline = new Quantity(judgement.baseline(), judgement.unit());
    return "%s to %s"
        .formatted(
            baseline.text(),
            new Quantity(judgement.candidate(), judgement.unit()).textBeside(baseline));
  }

  String predicted() {
    return row.predicted() ? "✓ Predicted" : "✗ Not predicted";
  }

  /// Why the two differ, as far as the readings tell.
  String why() {
    if (row.predicted()) {
      return "";
    }
    return "The embedded engine's saving in %s would be %s of the %s baseline; measured was %s."
        .formatted(
            row.real().unit(), new Change(row.sameSaving()).percent(), daemon, effect(row.real()));
  }
}
