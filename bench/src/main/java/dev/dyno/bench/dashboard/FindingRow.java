package dev.dyno.bench.dashboard;

import dev.dyno.reports.history.Finding;
import dev.dyno.reports.history.FollowedTracks.Told;
import dev.dyno.reports.history.HistoryMirror;
import dev.dyno.reports.history.RunLine;
import dev.dyno.reports.measurement.Comparison;
import java.util.Comparator;
import java.util.List;

/// A finding as pages and feeds tell it.
///
/// @param told what stands
/// @param before the last run that does not show it
/// @param since the first run that shows it
record FindingRow(Told told, RunLine before, RunLine since) {

  /// The newest first.
  static List<FindingRow> of(HistoryMirror.View view, List<Told> told) {
    return told.stream()
        .map(
            it ->
                new FindingRow(
                    it, view.run(it.track(), it.before()), view.run(it.track(), it.since())))
        .sorted(
            Comparator.comparing((FindingRow row) -> row.since().at())
                .reversed()
                .thenComparing(row -> row.told().track().id()))
        .toList();
  }

  boolean dearer() {
    return told.finding().change() > 0;
  }

  String kind() {
    return switch (told.finding()) {
      case Finding.Step _ -> "step";
      case Finding.Drift _ -> "drift";
    };
  }

  String change() {
    return Figures.percent(told.finding().change());
  }

  String direction() {
    return dearer() ? "dearer" : "cheaper";
  }

  String title() {
    var key = told.track().key();
    return Comparison.title(key.benchmark(), key.params());
  }

  String toggle() {
    return told.track().key().toggle();
  }

  String metric() {
    return told.track().key().metric();
  }

  String id() {
    return SeriesNumber.text(told.track().id());
  }

  /// `12 Mar 2026, 0a1b2c3d4e → 5f6a7b8c9d`.
  String bracket() {
    return "%s → %s".formatted(Figures.commit(before.commit()), Figures.commit(since.commit()));
  }

  /// One sentence.
  String sentence() {
    return "%s %s (%s) in %s, %s, %s, between %s and %s"
        .formatted(
            kind(),
            change(),
            direction(),
            title(),
            toggle(),
            metric(),
            Figures.commit(before.commit()),
            Figures.commit(since.commit()));
  }
}
