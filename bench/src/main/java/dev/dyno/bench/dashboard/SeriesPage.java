package dev.dyno.bench.dashboard;

import dev.dyno.reports.history.Series;
import dev.dyno.reports.history.StoredAck;
import dev.dyno.reports.history.Track;
import dev.dyno.reports.history.Trend;
import dev.dyno.reports.html.Outcome;
import dev.dyno.reports.measurement.Comparison;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One series: its course, its levels, where it changed, and every run.
///
/// @param drawing for who has no script
/// @param trend once it is followed to its end
/// @param findings the newest first
/// @param acks of it, in the order in which they were given
/// @param elsewhere the same on other machines, which is never compared
/// @param span how many days back the chart begins; 0 for all
/// @param shown how many of the newest runs the table has
record SeriesPage(
    Frame frame,
    Series series,
    Track track,
    Sparkline drawing,
    Optional<Trend> trend,
    List<FindingRow> findings,
    List<StoredAck> acks,
    List<Track> elsewhere,
    int span,
    int shown) {

  static final int RUNS = 60;

  String title() {
    return Comparison.title(series.key().benchmark(), series.key().params());
  }

  String id() {
    return SeriesNumber.text(track.id());
  }

  Outcome outcome() {
    return Outcome.named(track.last().verdict());
  }

  Series.Point last() {
    return series.points().getLast();
  }

  /// Those of the table, the newest first.
  List<Series.Point> newest() {
    return series.points().reversed().stream().limit(shown).toList();
  }

  /// What is said of an ack: it may be over.
  String told(StoredAck ack) {
    var told = Figures.accepted(ack);
    return ack.counts(LocalDate.now(ZoneOffset.UTC)) ? told : told + " (this is over)";
  }

  /// A level of the series, in words.
  record Level(String from, String to, String runs, String level) {}

  /// The newest first.
  List<Level> levels() {
    var levels = new ArrayList<Level>();
    trend.ifPresent(
        it -> {
          for (var segment : it.segments().reversed()) {
            levels.add(
                new Level(
                    Figures.day(series.points().get(segment.from()).at()),
                    Figures.day(series.points().get(segment.to() - 1).at()),
                    Figures.count(segment.to() - segment.from(), "run"),
                    Figures.percent(Math.expm1(segment.level()))));
          }
        });
    return levels;
  }
}
