package dev.dyno.reports.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.dyno.reports.verdict.Effect;
import dev.dyno.reports.verdict.MatrixEffect;
import dev.dyno.reports.verdict.MatrixEffects;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `matrix` of a [ResultFile]: what a factorial design says of each toggle and of every two.
///
/// @param factors the toggles, in the order A, B, C … of the generators
/// @param resolution of the design; absent when all combinations are runs
/// @param runs how many were planned, and how many have all their pairs
/// @param metrics effects, by metric
/// @param points sets of toggles in time and bytes
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MatrixResult(
    String benchmark,
    Map<String, String> params,
    List<String> factors,
    List<String> generators,
    @Nullable Integer resolution,
    Runs runs,
    List<MetricRow> metrics,
    List<PointRow> points) {

  /// @param planned sets of toggles
  /// @param whole those with as many pairs as planned
  /// @param pairs planned for each
  public record Runs(int planned, long whole, int pairs) {}

  /// Effects in one metric.
  ///
  /// @param confidence that the intervals of all its effects hold at once
  /// @param pairs behind each effect
  /// @param degreesOfFreedom that are left to tell the error; 0 when none are
  /// @param deviation of one pair around what the effects say, as a share
  /// @param main one row a toggle
  /// @param interactions one row for every two
  public record MetricRow(
      String metric,
      String unit,
      double baseline,
      double confidence,
      int pairs,
      int degreesOfFreedom,
      double deviation,
      List<EffectRow> main,
      List<EffectRow> interactions) {}

  /// One effect.
  ///
  /// @param toggles one, or two
  /// @param told false when runs are missing that would tell it apart; then it has no figures
  /// @param effect a share; see [MatrixEffect] for what it is of two toggles
  /// @param low absent, as are `high` and `detectable`, when nothing tells the error
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EffectRow(
      List<String> toggles,
      boolean told,
      @Nullable Double effect,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double detectable) {}

  /// One set of toggles in two metrics.
  ///
  /// @param on empty for the baseline
  /// @param time over the baseline's, minus one
  /// @param bytes over the baseline's, minus one
  /// @param front whether no other set is as cheap in both and cheaper in one
  public record PointRow(List<String> on, double time, double bytes, boolean front) {}

  static MatrixResult of(MatrixEffects effects) {
    var matrix = effects.matrix();
    return new MatrixResult(
        matrix.benchmark(),
        matrix.params(),
        matrix.factors(),
        matrix.generators(),
        effects.resolution().isPresent() ? effects.resolution().getAsInt() : null,
        new Runs(matrix.runs().size(), matrix.wholeRuns(), matrix.pairs()),
        effects.metrics().stream().map(MatrixResult::row).toList(),
        effects.points().stream()
            .map(point -> new PointRow(point.on(), point.time(), point.bytes(), point.front()))
            .toList());
  }

  private static MetricRow row(MatrixEffects.OfMetric metric) {
    return new MetricRow(
        metric.metric().label(),
        metric.unit(),
        metric.baseline(),
        metric.confidence(),
        metric.pairs(),
        metric.degreesOfFreedom(),
        metric.deviation(),
        metric.mains().stream().map(MatrixResult::row).toList(),
        metric.interactions().stream().map(MatrixResult::row).toList());
  }

  private static EffectRow row(MatrixEffect effect) {
    return switch (effect) {
      case MatrixEffect.Known(var toggles, Effect(double ratio, var interval, _), double found) ->
          new EffectRow(toggles, true, ratio, interval.low(), interval.high(), found);
      case MatrixEffect.WithoutInterval(var toggles, double ratio) ->
          new EffectRow(toggles, true, ratio, null, null, null);
      case MatrixEffect.Untold(var toggles) ->
          new EffectRow(toggles, false, null, null, null, null);
    };
  }
}
