package dev.dyno.reports.html;

import dev.dyno.reports.verdict.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All primary effects on one axis, drawn by the page itself so that it needs no script.
///
/// The axis is the inverse hyperbolic sine of the log ratio: linear around the threshold, where an
/// equivalence is decided, and logarithmic beyond, where 2× and 100× must both find room. Positions
/// are shares of the width, 0 to 100.
///
/// @param ticks from left to right
/// @param rows cheapest first, those without an effect last
record ForestPlot(List<Tick> ticks, List<Row> rows) {

  /// Where the axis turns from linear to logarithmic: 5 %, as a log ratio.
  private static final double BEND = Math.log(1.05);

  /// Nothing is drawn beyond 1000× cheaper or 20× dearer; an arrow says that it goes on.
  private static final double CHEAPEST = 1.0 / 1000 - 1;

  private static final double DEAREST = 19;

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
  record Tick(double at, String label, boolean minor) {}

  /// @param mark none when the comparison has no effect
  record Row(Section section, Optional<Mark> mark) {}

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

  /// Lays the axis so that every effect and interval is on it.
  static ForestPlot of(List<Section> sections) {
    double low = -0.2;
    double high = 0.2;
    for (var section : sections) {
      for (var effect : effect(section).stream().toList()) {
        low = Math.min(low, effect.interval().low());
        high = Math.max(high, effect.interval().high());
      }
    }
    var axis = new Axis(bent(Math.max(low, CHEAPEST)), bent(Math.min(high, DEAREST)));
    var ticks = new ArrayList<Tick>();
    for (var tick : TICKS) {
      if (tick.at() >= low && tick.at() <= high) {
        ticks.add(new Tick(axis.at(tick.at()), tick.label(), tick.minor()));
      }
    }
    var rows = new ArrayList<Row>();
    for (var section : sections) {
      rows.add(new Row(section, section.primary().map(row -> axis.mark(row))));
    }
    rows.sort(
        Comparator.comparingDouble(
            row -> effect(row.section()).map(Effect::ratio).orElse(Double.POSITIVE_INFINITY)));
    return new ForestPlot(List.copyOf(ticks), List.copyOf(rows));
  }

  private static Optional<Effect> effect(Section section) {
    return section.primary().map(row -> row.judgement().effect());
  }

  private static double bent(double ratio) {
    double x = Math.log1p(ratio) / BEND;
    return Math.signum(x) * Math.log(Math.abs(x) + Math.hypot(x, 1));
  }

  /// @param low left end, bent
  /// @param high right end, bent
  private record Axis(double low, double high) {

    private static final double MARGIN = 0.04;

    double at(double ratio) {
      double clamped = Math.max(CHEAPEST, Math.min(DEAREST, ratio));
      double share = (bent(clamped) - low) / (high - low);
      return Math.round(10_000 * (MARGIN + (1 - 2 * MARGIN) * share)) / 100.0;
    }

    Mark mark(MetricRow row) {
      var effect = row.judgement().effect();
      var look = row.judgement().looks().getLast();
      var interval = effect.interval();
      return new Mark(
          at(look.thresholdBelow()),
          at(look.threshold()),
          at(interval.low()),
          at(effect.ratio()),
          at(interval.high()),
          interval.low() < CHEAPEST,
          interval.high() > DEAREST);
    }
  }
}
