package dev.dyno.reports.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What tracks say over time, remembered series by series: a new night costs each the length of a
/// window, not of its history. May be used by several threads.
public final class FollowedTracks {
  private final Map<Long, Followed> known = new ConcurrentHashMap<>();

  /// A track as far as it was followed.
  private record Followed(LeftOff left, Trend trend) {}

  /// A finding that stands among all that were followed.
  ///
  /// @param rate the smallest false discovery rate at which it does
  public record Told(Track track, Finding finding, double rate) {

    /// The last point that does not show it; the first, when it was there from the beginning.
    public int before() {
      return Math.max(0, since() - 1);
    }

    /// The first point that shows it.
    public int since() {
      return switch (finding) {
        case Finding.Step(int at, _, _) -> at;
        case Finding.Drift(int from, _, _, _) -> from;
      };
    }
  }

  /// Follows a track to its end.
  public Trend follow(Track track) {
    double[] values = track.values();
    var before = known.get(track.id());
    var now = (before == null ? LeftOff.none() : before.left).after(values);
    if (before != null && now.equals(before.left)) {
      return before.trend;
    }
    var trend = Trend.of(values, now.changes());
    known.put(track.id(), new Followed(now, trend));
    return trend;
  }

  /// Those that were not followed to their end yet.
  public List<Track> behind(List<Track> tracks) {
    return tracks.stream().filter(track -> trend(track).isEmpty()).toList();
  }

  /// What a track says; empty when it was not followed to its end yet.
  public Optional<Trend> trend(Track track) {
    return Optional.ofNullable(known.get(track.id()))
        .filter(followed -> followed.left.changes().length() == track.size())
        .map(followed -> followed.trend);
  }

  /// What those say together that were followed to their end, in the order of the tracks; at most a
  /// share [Findings#RATE] of it is expected to be false.
  public List<Told> told(List<Track> tracks) {
    record Pair(Track track, Trend trend) {}
    var followed = new ArrayList<Pair>();
    for (var track : tracks) {
      trend(track).ifPresent(trend -> followed.add(new Pair(track, trend)));
    }
    return Findings.standing(followed, Pair::trend).stream()
        .map(it -> new Told(it.of().track(), it.finding(), it.rate()))
        .toList();
  }
}
