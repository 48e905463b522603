package dev.dyno.bench.dashboard;

import dev.dyno.reports.history.Finding;
import dev.dyno.reports.history.FollowedTracks.Told;
import dev.dyno.reports.history.HistoryMirror;
import dev.dyno.reports.history.RunLine;
import dev.dyno.reports.history.StoredAck;
import dev.dyno.reports.history.Track;
import dev.dyno.reports.measurement.Comparison;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A finding as pages and feeds tell it: what stands among the series, and what nights found in
/// gates and is open still.
///
/// @param track of its series
/// @param kind in a word: `step`, `drift`, or `regressed` of a gate
/// @param change as a share; positive is dearer
/// @param rate the smallest false discovery rate at which it stands; empty of what a night found
/// @param point the first that shows it
/// @param before the last commit that does not show it
/// @param beforeAt when that was measured last
/// @param since the first run that shows it
/// @param ack that accepts it today
record FindingRow(
    Track track,
    String kind,
    double change,
    Optional<Double> rate,
    int point,
    String before,
    Instant beforeAt,
    RunLine since,
    Optional<StoredAck> ack) {

  /// All of them, the newest first.
  static List<FindingRow> of(HistoryDesk.Glance glance) {
    var rows = new ArrayList<FindingRow>();
    glance.told().forEach(it -> rows.add(of(glance, it)));
    glance.gates().forEach(it -> of(glance, it).ifPresent(rows::add));
    rows.sort(
        Comparator.comparing((FindingRow row) -> row.since().at())
            .reversed()
            .thenComparing(row -> row.track().id()));
    return List.copyOf(rows);
  }

  /// Those of one series, the newest first.
  static List<FindingRow> of(HistoryDesk.Glance glance, Track track) {
    return of(glance).stream().filter(row -> row.track().id() == track.id()).toList();
  }

  private static FindingRow of(HistoryDesk.Glance glance, Told told) {
    var view = glance.view();
    var before = view.run(told.track(), told.before());
    return new FindingRow(
        told.track(),
        switch (told.finding()) {
          case Finding.Step _ -> "step";
          case Finding.Drift _ -> "drift";
        },
        told.finding().change(),
        Optional.of(told.rate()),
        told.since(),
        before.commit(),
        before.at(),
        view.run(told.track(), told.since()),
        ack(glance, told.track()));
  }

  /// Empty when its run was pruned.
  private static Optional<FindingRow> of(HistoryDesk.Glance glance, HistoryDesk.OfGate gate) {
    var view = glance.view();
    var track = gate.track();
    var finding = gate.finding();
    return place(view, track, finding.sinceRun())
        .map(
            at ->
                new FindingRow(
                    track,
                    finding.kind().name().toLowerCase(Locale.ROOT),
                    finding.change(),
                    Optional.empty(),
                    at,
                    finding.beforeCommit(),
                    view.run(track, Math.max(0, at - 1)).at(),
                    view.run(track, at),
                    ack(glance, track)));
  }

  private static Optional<Integer> place(HistoryMirror.View view, Track track, String run) {
    for (int point = track.size() - 1; point >= 0; point--) {
      if (view.run(track, point).id().equals(run)) {
        return Optional.of(point);
      }
    }
    return Optional.empty();
  }

  private static Optional<StoredAck> ack(HistoryDesk.Glance glance, Track track) {
    var today = LocalDate.now(ZoneOffset.UTC);
    return glance.acks().stream()
        .filter(ack -> ack.counts(today) && ack.isOf(track.key().title()))
        .findFirst();
  }

  boolean dearer() {
    return change > 0;
  }

  /// Until when and why it is accepted; empty where it is not.
  String accepted() {
    return ack.map(Figures::accepted).orElse("");
  }

  String percent() {
    return Figures.percent(change);
  }

  String direction() {
    return dearer() ? "dearer" : "cheaper";
  }

  String title() {
    return Comparison.title(track.key().benchmark(), track.key().params());
  }

  String toggle() {
    return track.key().toggle();
  }

  String metric() {
    return track.key().metric();
  }

  String id() {
    return SeriesNumber.text(track.id());
  }

  /// `12 Mar 2026, 0a1b2c3d4e → 5f6a7b8c9d`.
  String bracket() {
    return "%s → %s".formatted(Figures.commit(before), Figures.commit(since.commit()));
  }

  /// One sentence.
  String sentence() {
    return "%s %s (%s) in %s, %s, %s, between %s and %s%s"
        .formatted(
            kind,
            percent(),
            direction(),
            title(),
            toggle(),
            metric(),
            Figures.commit(before),
            Figures.commit(since.commit()),
            ack.isEmpty() ? "" : "; " + accepted());
  }
}
