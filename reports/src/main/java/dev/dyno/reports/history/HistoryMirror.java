package dev.dyno.reports.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// What a dashboard shows of a history, kept in memory: read once in four statements, however many
/// series there are, and then only what new runs add.
///
/// Guarantees: a [View] never changes; one that shows a run shows all of it. May be used by several
/// threads; reads happen one at a time.
public final class HistoryMirror {
  private static final int AT_A_TIME = 500;

  private final HistoryStore store;
  private volatile View view = new View(List.of(), List.of());

  HistoryMirror(HistoryStore store) {
    this.store = store;
  }

  /// A history at one moment.
  ///
  /// @param runs all of them, in time order
  /// @param tracks every series that has points, in the order of their keys
  public record View(List<RunLine> runs, List<Track> tracks) {
    public View {
      runs = List.copyOf(runs);
      tracks = List.copyOf(tracks);
    }

    /// The run of a track's point.
    public RunLine run(Track track, int point) {
      return runs.get(track.run(point));
    }
  }

  /// All of a history, as it is within a transaction.
  static View whole(Handle handle) {
    var reader = new MirrorReader(handle);
    var runs = reader.runs();
    return runs.isEmpty() ? new View(runs, List.of()) : read(reader, runs, 0, List.of());
  }

  /// As it was read last.
  public View view() {
    return view;
  }

  /// Reads what is new. When nothing is, that takes one statement over the runs.
  public synchronized View refreshed() throws HistoryException {
    var known = view;
    var fresh =
        store.reading(
            handle -> {
              var reader = new MirrorReader(handle);
              var runs = reader.runs();
              if (runs.equals(known.runs())) {
                return known;
              }
              return grows(known.runs(), runs)
                  ? read(reader, runs, known.runs().size(), known.tracks())
                  : read(reader, runs, 0, List.of());
            });
    view = fresh;
    return fresh;
  }

  /// Whether all that is new came behind all that was known; else places moved.
  private static boolean grows(List<RunLine> before, List<RunLine> now) {
    return before.size() < now.size() && now.subList(0, before.size()).equals(before);
  }

  private static View read(MirrorReader reader, List<RunLine> runs, int from, List<Track> earlier) {
    var places = new HashMap<String, Integer>();
    for (int i = from; i < runs.size(); i++) {
      places.put(runs.get(i).id(), i);
    }
    var grown = new LinkedHashMap<Long, Points>();
    reader.points(
        runs.get(from).at(),
        (series, run, effect) -> {
          var place = places.get(run);
          if (place != null) {
            grown.computeIfAbsent(series, _ -> new Points()).add(place, effect);
          }
        });
    var lasts = lasts(reader, runs, grown);
    var keys = reader.keys();
    var tracks = new ArrayList<Track>();
    var known = new HashMap<Long, Track>();
    earlier.forEach(track -> known.put(track.id(), track));
    keys.forEach(
        (id, key) -> {
          var points = grown.get(id);
          var before = known.get(id);
          var last = lasts.get(id);
          if (points == null || last == null) {
            if (before != null) {
              tracks.add(before);
            }
          } else if (before == null) {
            tracks.add(new Track(key, id, points.places(), points.effects(), last));
          } else {
            tracks.add(before.with(points.places(), points.effects(), last));
          }
        });
    return new View(runs, tracks);
  }

  /// The whole last points: most series end in the same run.
  private static Map<Long, Track.Last> lasts(
      MirrorReader reader, List<RunLine> runs, Map<Long, Points> grown) {
    Set<String> ends = new HashSet<>();
    grown.values().forEach(points -> ends.add(runs.get(points.last()).id()));
    var asked = ends.stream().sorted(Comparator.naturalOrder()).toList();
    var lasts = new HashMap<Long, Track.Last>();
    for (int i = 0; i < asked.size(); i += AT_A_TIME) {
      reader.lasts(
          asked.subList(i, Math.min(asked.size(), i + AT_A_TIME)),
          (series, run, last) -> {
            var points = grown.get(series);
            if (points != null && runs.get(points.last()).id().equals(run)) {
              lasts.put(series, last);
            }
          });
    }
    return lasts;
  }

  /// Points of a series as they come, in time order.
  private static final class Points {
    private int[] places = new int[64];
    private double[] effects = new double[64];
    private int size;

    void add(int place, double effect) {
      if (size == places.length) {
        places = java.util.Arrays.copyOf(places, 2 * size);
        effects = java.util.Arrays.copyOf(effects, 2 * size);
      }
      places[size] = place;
      effects[size++] = effect;
    }

    int last() {
      return places[size - 1];
    }

    int[] places() {
      return java.util.Arrays.copyOf(places, size);
    }

    double[] effects() {
      return java.util.Arrays.copyOf(effects, size);
    }
  }
}
