package dev.dyno.bench.dashboard;

import dev.dyno.reports.history.FollowedTracks;
import dev.dyno.reports.history.HistoryMirror;
import dev.dyno.reports.history.Track;
import dev.dyno.reports.history.Trend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A series as a small drawing that needs no script: its course, the levels that it keeps, and
/// marks where they change. All of a page share one time axis, so that what happened on one night
/// lies below each other.
///
/// @param course of an SVG path; it breaks where nights are missing
/// @param levels of an SVG path
/// @param zero where no difference would lie; off the drawing where that is far away
/// @param marks where a finding begins
/// @param points how many the course has
record Sparkline(
    int width,
    int height,
    String course,
    String levels,
    double zero,
    List<Mark> marks,
    int points) {

  private static final int BUCKETS = 60;
  private static final double AIR = 5;

  /// A missed night is a gap, a late one is none.
  private static final double GAP = 1.8;

  /// A small triangle that points up where a series became dearer.
  record Mark(String path, boolean dearer) {}

  /// @param told what stands of the track
  static Sparkline of(
      HistoryMirror.View view,
      Track track,
      Optional<Trend> trend,
      List<FollowedTracks.Told> told,
      int width,
      int height) {
    return new Drawing(view, track, width, height).draw(trend, told);
  }

  private static final class Drawing {
    private final HistoryMirror.View view;
    private final Track track;
    private final int width;
    private final int height;
    private final int[] places;
    private final long from;
    private final long to;
    private final double low;
    private final double high;

    Drawing(HistoryMirror.View view, Track track, int width, int height) {
      this.view = view;
      this.track = track;
      this.width = width;
      this.height = height;
      this.places = track.thinned(BUCKETS);
      this.from = view.runs().getFirst().at().toEpochMilli();
      this.to = Math.max(from + 1, view.runs().getLast().at().toEpochMilli());
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (int place : places) {
        least = Math.min(least, track.effect(place));
        most = Math.max(most, track.effect(place));
      }
      double air = Math.max(0.002, (most - least) * 0.05); // noise of a permille fills no drawing
      this.low = least - air;
      this.high = most + air;
    }

    Sparkline draw(Optional<Trend> trend, List<FollowedTracks.Told> told) {
      var marks = new ArrayList<Mark>();
      for (var each : told) {
        int at = each.since();
        marks.add(mark(x(at), y(track.effect(at)), each.finding().change() > 0));
      }
      var levels = new StringBuilder();
      trend.ifPresent(
          it -> {
            for (var segment : it.segments()) {
              double y = y(Math.expm1(segment.level()));
              levels.append(
                  "M%s %sH%s"
                      .formatted(text(x(segment.from())), text(y), text(x(segment.to() - 1))));
            }
          });
      return new Sparkline(
          width, height, course(), levels.toString(), y(0), List.copyOf(marks), places.length);
    }

    private String course() {
      var missed = missed();
      var path = new StringBuilder();
      for (int i = 0; i < places.length; i++) {
        int place = places[i];
        boolean lifted = i == 0 || missed[place] > missed[places[i - 1]];
        path.append(lifted ? 'M' : 'L').append(text(x(place))).append(' ');
        path.append(text(y(track.effect(place))));
      }
      return path.toString();
    }

    /// How many gaps lie before each point.
    private int[] missed() {
      var missed = new int[track.size()];
      double usual = usual();
      for (int i = 1; i < missed.length; i++) {
        missed[i] = missed[i - 1] + (at(i) - at(i - 1) > GAP * usual ? 1 : 0);
      }
      return missed;
    }

    private double usual() {
      var between = new long[Math.max(1, track.size() - 1)];
      for (int i = 1; i < track.size(); i++) {
        between[i - 1] = at(i) - at(i - 1);
      }
      Arrays.sort(between);
      return Math.max(1, between[between.length / 2]);
    }

    private long at(int point) {
      return view.run(track, point).at().toEpochMilli();
    }

    private double x(int point) {
      return AIR + (width - 2 * AIR) * (at(point) - from) / (to - from);
    }

    private double y(double effect) {
      return AIR + (height - 2 * AIR) * (high - effect) / (high - low);
    }

    private Mark mark(double x, double y, boolean dearer) {
      double tip = dearer ? Math.max(0, y - 4) : Math.min(height, y + 4);
      int down = dearer ? 7 : -7;
      var path = "M%s %sl4 %dh-8z".formatted(text(x), text(tip), down);
      return new Mark(path, dearer);
    }

    /// A tenth of a pixel is finer than a screen.
    private static String text(double value) {
      long tenths = Math.round(10 * value);
      return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }
  }

  /// Whether the line of no difference is on the drawing.
  boolean zeroSeen() {
    return zero >= 0 && zero <= height;
  }
}
