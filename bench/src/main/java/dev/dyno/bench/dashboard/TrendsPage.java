package dev.dyno.bench.dashboard;

import dev.dyno.reports.history.FollowedTracks.Told;
import dev.dyno.reports.history.Track;
import dev.dyno.reports.html.Outcome;
import dev.dyno.reports.measurement.Comparison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Every series that matches, one row each.
///
/// @param rows of this page
/// @param matching how many match
/// @param all how many there are
/// @param waiting how many are not followed to their end yet
/// @param choices values of the filter's lists
record TrendsPage(
    Frame frame,
    TrendsFilter filter,
    List<Row> rows,
    int matching,
    int all,
    int waiting,
    Choices choices) {

  private static final int WIDTH = 260;
  private static final int HEIGHT = 40;

  /// Values that occur.
  record Choices(
      List<String> toggles, List<String> metrics, List<String> machines, List<String> verdicts) {}

  /// One series.
  record Row(Track track, Sparkline drawing, List<FindingRow> findings) {
    String id() {
      return SeriesNumber.text(track.id());
    }

    String title() {
      return Comparison.title(track.key().benchmark(), track.key().params());
    }

    String effect() {
      return Figures.percent(track.effect());
    }

    String interval() {
      return Figures.interval(track.last().low(), track.last().high());
    }

    Outcome outcome() {
      return Outcome.named(track.last().verdict());
    }

    /// The newest one, in words; empty where nothing changed.
    String change() {
      if (findings.isEmpty()) {
        return "";
      }
      var newest = findings.getFirst();
      var more = findings.size() == 1 ? "" : ", %d more".formatted(findings.size() - 1);
      var accepted = newest.ack().isEmpty() ? "" : ", accepted";
      return "%s %s since %s%s%s"
          .formatted(
              newest.kind(), newest.percent(), Figures.day(newest.since().at()), accepted, more);
    }

    /// What a screen reader says of the drawing.
    String described() {
      return "%s, last %s %s"
          .formatted(Figures.count(track.size(), "run"), effect(), outcome().word());
    }
  }

  static TrendsPage of(Frame frame, TrendsFilter filter, HistoryDesk desk, HistoryDesk.Glance at) {
    var view = at.view();
    var findings = byTrack(FindingRow.of(at));
    var told = new HashMap<Long, List<Told>>();
    at.told().forEach(it -> told.computeIfAbsent(it.track().id(), _ -> new ArrayList<>()).add(it));
    var matching = filter.of(view, findings);
    var rows =
        matching.stream()
            .skip((long) (filter.page() - 1) * TrendsFilter.PAGE)
            .limit(TrendsFilter.PAGE)
            .map(
                track ->
                    new Row(
                        track,
                        Sparkline.of(
                            view,
                            track,
                            desk.followed().trend(track),
                            told.getOrDefault(track.id(), List.of()),
                            WIDTH,
                            HEIGHT),
                        findings.getOrDefault(track.id(), List.of())))
            .toList();
    return new TrendsPage(
        frame,
        filter,
        rows,
        matching.size(),
        view.tracks().size(),
        at.waiting(),
        new Choices(
            values(view.tracks(), track -> track.key().toggle()),
            values(view.tracks(), track -> track.key().metric()),
            values(view.tracks(), track -> track.key().machine()),
            values(view.tracks(), track -> track.last().verdict())));
  }

  /// Of each series that has any, the newest first.
  static Map<Long, List<FindingRow>> byTrack(List<FindingRow> rows) {
    var byTrack = new HashMap<Long, List<FindingRow>>();
    for (var row : rows) {
      byTrack.computeIfAbsent(row.track().id(), _ -> new ArrayList<>()).add(row);
    }
    return byTrack;
  }

  private static List<String> values(List<Track> tracks, Function<Track, String> value) {
    return tracks.stream().map(value).distinct().sorted().toList();
  }

  int pages() {
    return Math.max(1, (matching + TrendsFilter.PAGE - 1) / TrendsFilter.PAGE);
  }

  /// `12 of 200 series`.
  String counted() {
    return matching == all
        ? Figures.count(all, "series")
        : "%d of %s".formatted(matching, Figures.count(all, "series"));
  }
}
