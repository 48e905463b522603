package dev.dyno.reports.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One comparison in one metric, run after run.
///
/// @param key what it is about
/// @param unit of the readings
/// @param points in time order
public record Series(SeriesKey key, String unit, List<Point> points) {

  public Series {
    points = List.copyOf(points);
  }

  /// What one run said.
  ///
  /// @param run its id
  /// @param at when it began
  /// @param commit that it measured
  /// @param baseline reading, in the series' unit
  /// @param candidate reading, in the series' unit
  /// @param effect candidate over baseline minus one, as a cost
  /// @param low end of its interval
  /// @param high end of its interval
  /// @param pairs behind it; 0 where JMH measured by itself
  /// @param standardError of the mean of `ln(candidate/baseline)` over the pairs; none where nobody
  ///     told
  /// @param verdict its word
  public record Point(
      String run,
      Instant at,
      String commit,
      double baseline,
      double candidate,
      double effect,
      double low,
      double high,
      int pairs,
      @Nullable Double standardError,
      String verdict) {}

  /// Which of a point's figures is followed.
  public enum Reading {
    /// The effect: what the machine did on that night cancels out.
    EFFECT,
    /// The candidate's own reading, as a cost: follows the code, and the machine too.
    CANDIDATE
  }

  /// The logarithms that a [Trend] is made of; higher is dearer.
  public double[] values(Reading reading) {
    boolean lessIsDearer = unit.startsWith("ops/");
    return points.stream()
        .mapToDouble(
            point ->
                switch (reading) {
                  case EFFECT -> Math.log1p(point.effect());
                  case CANDIDATE ->
                      lessIsDearer ? -Math.log(point.candidate()) : Math.log(point.candidate());
                })
        .toArray();
  }
}
