package dev.dyno.bench.dashboard;

import dev.dyno.reports.history.Finding;
import dev.dyno.reports.history.FollowedTracks.Told;
import dev.dyno.reports.history.RunLine;
import dev.dyno.reports.history.StoredAck;
import dev.dyno.reports.measurement.Comparison;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A finding as pages and feeds tell it.
///
/// @param told what stands
/// @param before the last run that does not show it
/// @param since the first run that shows it
/// @param ack that accepts it today
record FindingRow(Told told, RunLine before, RunLine since, Optional<StoredAck> ack) {

  /// All of them, the newest first.
  static List<FindingRow> of(HistoryDesk.Glance glance) {
    return of(glance, glance.told());
  }

  /// Some of them, the newest first.
  static List<FindingRow> of(HistoryDesk.Glance glance, List<Told> told) {
    var view = glance.view();
    var today = LocalDate.now(ZoneOffset.UTC);
    var acks = glance.acks().stream().filter(ack -> ack.counts(today)).toList();
    return told.stream()
        .map(
            it ->
                new FindingRow(
                    it,
                    view.run(it.track(), it.before()),
                    view.run(it.track(), it.since()),
                    acks.stream().filter(ack -> ack.isOf(it.track().key().title())).findFirst()))
        .sorted(
            Comparator.comparing((FindingRow row) -> row.since().at())
                .reversed()
                .thenComparing(row -> row.told().track().id()))
        .toList();
  }

  boolean dearer() {
    return told.finding().change() > 0;
  }

  /// Until when and why it is accepted; empty where it is not.
  String accepted() {
    return ack.map(Figures::accepted).orElse("");
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
    return "%s %s (%s) in %s, %s, %s, between %s and %s%s"
        .formatted(
            kind(),
            change(),
            direction(),
            title(),
            toggle(),
            metric(),
            Figures.commit(before.commit()),
            Figures.commit(since.commit()),
            ack.isEmpty() ? "" : "; " + accepted());
  }
}
