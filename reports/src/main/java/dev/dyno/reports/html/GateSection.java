package dev.dyno.reports.html;

import dev.dyno.reports.verdict.Controls;
import dev.dyno.reports.verdict.GateRow;
import dev.dyno.reports.verdict.Gated;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a gate decided, in words.
///
/// @param gated that is shown
/// @param rows the worst first
/// @param controls what cannot have changed
record GateSection(Gated gated, List<Row> rows, List<ControlRow> controls) {

  /// Something that cannot have changed, in one metric.
  ///
  /// @param kind why it cannot
  record ControlRow(String kind, String title, String metric, boolean moved, String sentence) {

    static ControlRow of(Controls.Row row) {
      return new ControlRow(
          row.control().kind().words(),
          row.control().comparison().title(),
          row.metric().label(),
          row.moved(),
          row.sentence());
    }
  }

  /// One benchmark in one metric.
  ///
  /// @param standing what the gate makes of it
  /// @param limit what it is held to; says when nobody set it
  record Row(String standing, String title, String metric, String sentence, String limit) {

    static Row of(GateRow row) {
      var limit = new Change(row.threshold().max()).size();
      return new Row(
          row.standing().name().toLowerCase(Locale.ROOT),
          row.comparison().title(),
          row.metric().label(),
          row.sentence(),
          row.threshold().given() ? limit : limit + ", built in");
    }
  }

  static GateSection of(Gated gated) {
    var rows = new ArrayList<>(gated.rows());
    rows.sort((one, other) -> other.standing().compareTo(one.standing())); // stable
    return new GateSection(
        gated,
        rows.stream().map(Row::of).toList(),
        gated.controls().rows().stream().map(ControlRow::of).toList());
  }

  /// `Gate: regressed`.
  String headline() {
    return "Gate: " + gated.decision().words();
  }

  /// What was held against what, and how much of it was judged.
  String sentence() {
    return "%s against %s. %d of %d benchmarks were judged; the gate asks for %s."
        .formatted(
            gated.terms().candidate().label(),
            gated.terms().baseline().label(),
            gated.coverage().judged(),
            gated.coverage().planned(),
            new Change(gated.coverage().least()).size());
  }

  /// Why its verdicts are invalid; none when they stand.
  List<String> invalid() {
    return gated.controls().reasons();
  }

  /// Warnings, what was learned beforehand, then what only one side has.
  List<String> notes() {
    var notes = new ArrayList<>(gated.terms().warnings());
    gated.terms().warmUps().forEach(each -> notes.add(each.sentence()));
    gated.terms().baselineOnly().forEach(each -> notes.add("only in the baseline: " + each));
    gated.terms().candidateOnly().forEach(each -> notes.add("only in the candidate: " + each));
    return notes;
  }
}
