package dev.dyno.reports.html;

import dev.dyno.reports.verdict.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All primary effects on one axis, drawn by the page itself so that it needs no script.
///
/// @param ticks from left to right
/// @param rows cheapest first, those without an effect last
record ForestPlot(List<EffectAxis.Tick> ticks, List<Row> rows) {

  /// @param mark none when the comparison has no effect
  record Row(Section section, Optional<EffectAxis.Mark> mark) {}

  /// Lays the axis so that every effect and interval is on it.
  static ForestPlot of(List<Section> sections) {
    var ends = new ArrayList<Double>();
    for (var section : sections) {
      effect(section)
          .map(Effect::interval)
          .ifPresent(interval -> ends.addAll(List.of(interval.low(), interval.high())));
    }
    var axis = EffectAxis.over(ends);
    var rows = new ArrayList<Row>();
    for (var section : sections) {
      rows.add(new Row(section, section.primary().map(row -> mark(axis, row))));
    }
    rows.sort(
        Comparator.comparingDouble(
            row -> effect(row.section()).map(Effect::ratio).orElse(Double.POSITIVE_INFINITY)));
    return new ForestPlot(axis.ticks(), List.copyOf(rows));
  }

  private static Optional<Effect> effect(Section section) {
    return section.primary().map(row -> row.judgement().effect());
  }

  private static EffectAxis.Mark mark(EffectAxis axis, MetricRow row) {
    var look = row.judgement().looks().getLast();
    return axis.mark(row.judgement().effect(), look.thresholdBelow(), look.threshold());
  }
}
