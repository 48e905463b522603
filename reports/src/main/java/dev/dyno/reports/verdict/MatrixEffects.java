package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Matrix;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// What a matrix says in every metric.
///
/// @param matrix the runs
/// @param resolution of the design as planned; empty when all combinations are runs
/// @param metrics those that both sides show; none when no pair was measured
/// @param points the sets of toggles that were measured in time and bytes, cheapest in time first;
///     the baseline, which by definition changes nothing, is one of them
public record MatrixEffects(
    Matrix matrix, OptionalInt resolution, List<OfMetric> metrics, List<Point> points) {

  public MatrixEffects {
    metrics = List.copyOf(metrics);
    points = List.copyOf(points);
  }

  /// Whether any effect can be told.
  public boolean tellsAnything() {
    return metrics.stream()
        .anyMatch(
            metric ->
                Stream.concat(metric.mains().stream(), metric.interactions().stream())
                    .anyMatch(effect -> !(effect instanceof MatrixEffect.Untold)));
  }

  /// Effects in one metric.
  ///
  /// @param baseline median reading of the baseline's forks, in `unit`
  /// @param threshold the smallest change that matters, as a share of the baseline
  /// @param confidence that all intervals of this metric hold at once
  /// @param pairs behind each effect
  /// @param degreesOfFreedom that are left to tell the error; 0 when none are
  /// @param deviation of one pair around what the effects say of its run, as a share; 0 when
  ///     nothing tells it
  /// @param mains one for each toggle, the largest first
  /// @param interactions one for each two toggles, the largest first
  /// @param runs that were measured, in the order of the matrix
  public record OfMetric(
      Metric metric,
      String unit,
      double baseline,
      double threshold,
      double confidence,
      int pairs,
      int degreesOfFreedom,
      double deviation,
      List<MatrixEffect> mains,
      List<MatrixEffect> interactions,
      List<RunEffect> runs) {

    public OfMetric {
      mains = List.copyOf(mains);
      interactions = List.copyOf(interactions);
      runs = List.copyOf(runs);
    }

    /// The threshold on the cheaper side, as far from 0 as the other one when both are log ratios.
    public double thresholdBelow() {
      return -threshold / (1 + threshold);
    }

    /// How many intervals hold at once with [#confidence()].
    public long intervals() {
      return Stream.concat(mains.stream(), interactions.stream())
          .filter(MatrixEffect.Known.class::isInstance)
          .count();
    }
  }

  /// One set of toggles against the baseline, by its own pairs alone.
  ///
  /// @param ratio candidate over baseline minus one
  public record RunEffect(List<String> on, int pairs, double ratio) {

    public RunEffect {
      on = List.copyOf(on);
    }
  }

  /// One set of toggles in two metrics at once.
  ///
  /// @param time over the baseline's, minus one
  /// @param bytes over the baseline's, minus one
  /// @param front whether no other set is as cheap in both and cheaper in one (Pareto)
  public record Point(List<String> on, double time, double bytes, boolean front) {

    public Point {
      on = List.copyOf(on);
    }
  }
}
