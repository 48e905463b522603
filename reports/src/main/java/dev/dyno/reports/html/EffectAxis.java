package dev.dyno.reports.html;

import dev.dyno.reports.verdict.Effect;
import java.util.ArrayList;
import java.util.List;

/// An axis on which effects of 5 % and of 100× are both legible: the inverse hyperbolic sine of the
/// log ratio, linear around the threshold, where an equivalence is decided, and logarithmic beyond.
/// Positions are shares of the width, 0 to 100.
///
/// @param low left end, as a ratio
/// @param high right end, as a ratio
public record EffectAxis(double low, double high) {

  /// Where the axis turns from linear to logarithmic: 5 %, as a log ratio.
  private static final double BEND = Math.log(1.05);

  /// Nothing is drawn beyond 1000× cheaper or 20× dearer; an arrow says that it goes on.
  private static final double CHEAPEST = 1.0 / 1000 - 1;

  private static final double DEAREST = 19;

  private static final double MARGIN = 0.04;

  private static final List<Tick> TICKS =
      List.of(
          new Tick(-0.99, "100×", false),
          new Tick(-0.9, "10×", true),
          new Tick(-0.5, "2×", false),
          new Tick(-0.2, "−20 %", false),
          new Tick(-0.05, "−5 %", true),
          new Tick(0, "0", false),
          new Tick(0.05, "+5 %", true),
          new Tick(0.2, "+20 %", false),
          new Tick(1, "2×", false),
          new Tick(9, "10×", true));

  /// @param at as a ratio in the list of all, as a share of the width on an axis
  /// @param minor left out on narrow screens
  public record Tick(double at, String label, boolean minor) {}

  /// An effect on the axis, with the band that a change must leave to matter.
  ///
  /// @param lowOpen whether the interval goes on beyond the axis
  record Mark(
      double bandLow,
      double bandHigh,
      double low,
      double at,
      double high,
      boolean lowOpen,
      boolean highOpen) {

    double bandWidth() {
      return bandHigh - bandLow;
    }

    double width() {
      return high - low;
    }
  }

  /// Long enough for all of these.
  public static EffectAxis over(List<Double> ratios) {
    double low = -0.2;
    double high = 0.2;
    for (double ratio : ratios) {
      low = Math.min(low, ratio);
      high = Math.max(high, ratio);
    }
    return new EffectAxis(low, high);
  }

  /// From left to right.
  public List<Tick> ticks() {
    var ticks = new ArrayList<Tick>();
    for (var tick : TICKS) {
      if (tick.at() >= low && tick.at() <= high) {
        ticks.add(new Tick(at(tick.at()), tick.label(), tick.minor()));
      }
    }
    return List.copyOf(ticks);
  }

  /// Where a ratio lies.
  public double at(double ratio) {
    double left = bent(low);
    double share = (bent(ratio) - left) / (bent(high) - left);
    return Math.round(10_000 * (MARGIN + (1 - 2 * MARGIN) * share)) / 100.0;
  }

  Mark mark(Effect effect, double thresholdBelow, double threshold) {
    var interval = effect.interval();
    return new Mark(
        at(thresholdBelow),
        at(threshold),
        at(interval.low()),
        at(effect.ratio()),
        at(interval.high()),
        interval.low() < CHEAPEST,
        interval.high() > DEAREST);
  }

  /// An effect without an interval.
  Mark point(double ratio, double thresholdBelow, double threshold) {
    double at = at(ratio);
    return new Mark(at(thresholdBelow), at(threshold), at, at, at, false, false);
  }

  private static double bent(double ratio) {
    double x = Math.log1p(Math.max(CHEAPEST, Math.min(DEAREST, ratio))) / BEND;
    return Math.signum(x) * Math.log(Math.abs(x) + Math.hypot(x, 1));
  }
}
