package dev.dyno.bench.cli;

import dev.dyno.reports.verdict.Effect;
import dev.dyno.reports.verdict.MatrixEffect;
import dev.dyno.reports.verdict.MatrixEffects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A toggle matrix as text: for each metric every toggle's effect, largest first, then the
/// interactions that are clear, then how many are not; then the sets that no other one beats, and
/// what is missing.
record MatrixTable(MatrixEffects effects, List<String> missing) {

  private record Line(String name, String effect, String interval) {}

  String text() {
    var matrix = effects.matrix();
    var text = new StringBuilder();
    text.append(
        "%s: %d of %d sets of toggles have %s against none\n"
            .formatted(
                matrix.title(),
                matrix.wholeRuns(),
                matrix.runs().size(),
                matrix.pairs() == 1 ? "their pair" : "their " + matrix.pairs() + " pairs"));
    var metrics = new ArrayList<>(effects.metrics());
    metrics.sort(Comparator.comparing(metric -> !metric.metric().label().equals(matrix.metric())));
    for (var metric : metrics) {
      text.append('\n').append(text(metric));
    }
    text.append(front());
    if (metrics.isEmpty()) {
      text.append("no pair was measured: nothing can be told\n");
    }
    for (var sentence : missing) {
      text.append("\nmissing: ").append(sentence);
    }
    return text.toString().stripTrailing();
  }

  private static String text(MatrixEffects.OfMetric metric) {
    var lines = new ArrayList<Line>();
    var untold = new ArrayList<String>();
    lines.add(
        new Line(
            "on, averaged over the others",
            "effect",
            "%.0f %% interval, all %d at once"
                .formatted(100 * metric.confidence(), metric.intervals())));
    for (var effect : metric.mains()) {
      add(effect, lines, untold);
    }
    int mains = lines.size();
    int open = 0;
    double seen = 0;
    for (var effect : metric.interactions()) {
      if (effect instanceof MatrixEffect.Known known && !known.clear()) {
        open++;
        seen = Math.max(seen, known.detectable());
      } else {
        add(effect, lines, untold);
      }
    }
    if (lines.size() > mains) {
      lines.add(mains, new Line("both on, against their product", "", ""));
    }
    var text = new StringBuilder(basis(metric)).append(aligned(lines));
    if (open > 0) {
      text.append(
          "%d of %d interactions hold 0 (%s would have shown in 4 of 5 runs)\n"
              .formatted(open, metric.interactions().size(), size(seen)));
    }
    if (!untold.isEmpty()) {
      text.append(
          "cannot be told, since runs are missing: %s\n".formatted(String.join(", ", untold)));
    }
    return text.toString();
  }

  private static String basis(MatrixEffects.OfMetric metric) {
    var baseline =
        "%s: baseline %s %s"
            .formatted(
                metric.metric().label(), ResultTable.figure(metric.baseline()), metric.unit());
    return metric.degreesOfFreedom() == 0
        ? "%s; %d pairs leave nothing to tell the error: measure again with more --pairs\n"
            .formatted(baseline, metric.pairs())
        : "%s; %d pairs, each straying by %s (%d degrees of freedom)\n"
            .formatted(
                baseline, metric.pairs(), size(metric.deviation()), metric.degreesOfFreedom());
  }

  private static void add(MatrixEffect effect, List<Line> lines, List<String> untold) {
    var name = String.join(" x ", effect.toggles());
    switch (effect) {
      case MatrixEffect.Known(_, var known, _) ->
          lines.add(
              new Line(
                  name,
                  Effect.percent(known.ratio()),
                  "%s to %s"
                      .formatted(
                          Effect.percent(known.interval().low()),
                          Effect.percent(known.interval().high()))));
      case MatrixEffect.WithoutInterval(_, double ratio) ->
          lines.add(new Line(name, Effect.percent(ratio), "none"));
      case MatrixEffect.Untold _ -> untold.add(name);
    }
  }

  private static String aligned(List<Line> lines) {
    int name = lines.stream().mapToInt(line -> line.name().length()).max().orElse(1);
    int effect = lines.stream().mapToInt(line -> line.effect().length()).max().orElse(1);
    var text = new StringBuilder();
    for (var line : lines) {
      text.append(
              ("%-" + name + "s  %" + effect + "s  %s")
                  .formatted(line.name(), line.effect(), line.interval())
                  .stripTrailing())
          .append('\n');
    }
    return text.toString();
  }

  private String front() {
    var text = new StringBuilder();
    for (var point : effects.points()) {
      if (point.front()) {
        var on = point.on().isEmpty() ? "none" : String.join(",", point.on());
        text.append(
            "%9s  %9s  %s\n"
                .formatted(Effect.percent(point.time()), Effect.percent(point.bytes()), on));
      }
    }
    return text.isEmpty() ? "" : "\n  time/op       B/op  not beaten in both\n" + text;
  }

  private static String size(double share) {
    return share < 0.0001
        ? "under 0.01 %"
        : (share < 10 ? "%.3g %%" : "%,.0f %%").formatted(100 * share);
  }
}
