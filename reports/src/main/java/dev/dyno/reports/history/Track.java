package dev.dyno.reports.history;

import java.util.Arrays;

/// One series as a list of many shows it: its effects, run after run, and the last point. Holds 12
/// bytes a point, since a history may have a million.
public final class Track {
  private final SeriesKey key;
  private final long id;
  private final int[] runs;
  private final double[] effects;
  private final Last last;

  /// @param runs places in [HistoryMirror.View#runs()], rising
  Track(SeriesKey key, long id, int[] runs, double[] effects, Last last) {
    this.key = key;
    this.id = id;
    this.runs = runs;
    this.effects = effects;
    this.last = last;
  }

  /// What the last run said.
  ///
  /// @param unit of both readings
  /// @param low end of the interval of the effect
  /// @param verdict its word
  public record Last(
      String unit, double baseline, double candidate, double low, double high, String verdict) {}

  /// What it is about.
  public SeriesKey key() {
    return key;
  }

  /// [SeriesKey#id()], which is not for free.
  public long id() {
    return id;
  }

  /// How many points it has, at least 1.
  public int size() {
    return effects.length;
  }

  /// The effect of a point, as a cost.
  public double effect(int point) {
    return effects[point];
  }

  /// The place of a point's run among all runs.
  public int run(int point) {
    return runs[point];
  }

  /// The effect that the last run measured.
  public double effect() {
    return effects[effects.length - 1];
  }

  /// The last point.
  public Last last() {
    return last;
  }

  /// The logarithms that a [Trend] is made of; higher is dearer.
  double[] values() {
    return Arrays.stream(effects).map(Math::log1p).toArray();
  }

  /// Its course in at most twice as many points as there are buckets: of each bucket of runs the
  /// lowest and the highest effect, in their order, so that no outlier is lost; all of them where
  /// they are few.
  ///
  /// @return places of points, rising
  public int[] thinned(int buckets) {
    if (size() <= 2 * buckets) {
      return java.util.stream.IntStream.range(0, size()).toArray();
    }
    var places = new int[2 * buckets];
    int kept = 0;
    for (int bucket = 0; bucket < buckets; bucket++) {
      int from = (int) ((long) size() * bucket / buckets);
      int to = (int) ((long) size() * (bucket + 1) / buckets);
      int low = from;
      int high = from;
      for (int i = from + 1; i < to; i++) {
        low = effects[i] < effects[low] ? i : low;
        high = effects[i] > effects[high] ? i : high;
      }
      places[kept++] = Math.min(low, high);
      if (low != high) {
        places[kept++] = Math.max(low, high);
      }
    }
    return Arrays.copyOf(places, kept);
  }

  /// The same with more points behind its own.
  Track with(int[] moreRuns, double[] moreEffects, Last newLast) {
    int size = size();
    var allRuns = Arrays.copyOf(runs, size + moreRuns.length);
    System.arraycopy(moreRuns, 0, allRuns, size, moreRuns.length);
    var allEffects = Arrays.copyOf(effects, size + moreEffects.length);
    System.arraycopy(moreEffects, 0, allEffects, size, moreEffects.length);
    return new Track(key, id, allRuns, allEffects, newLast);
  }
}
