package dev.dyno.bench.cli;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Fact;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.verdict.Effect;
import dev.dyno.reports.verdict.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A run as text: one row a comparison in its own metric, then facts, then what is missing.
record ResultTable(Measurement measurement, List<Judgement> judgements, boolean color) {

  private static final List<String> HEAD =
      List.of(
          "toggle",
          "benchmark",
          "metric",
          "baseline",
          "candidate",
          "effect",
          "95 % interval",
          "pairs",
          "verdict",
          "plan");

  String text() {
    var rows = new ArrayList<List<String>>();
    rows.add(HEAD);
    for (var comparison : measurement.comparisons()) {
      judgements.stream()
          .filter(judgement -> judgement.primary() && judgement.comparison().equals(comparison))
          .findFirst()
          .ifPresentOrElse(
              judgement -> rows.add(row(judgement)), () -> rows.add(unmeasured(comparison)));
    }
    var text = new StringBuilder();
    for (var row : rows) {
      text.append(aligned(row, widths(rows))).append('\n');
    }
    for (var fact : measurement.facts()) {
      text.append('\n').append(sentence(fact));
    }
    if (!measurement.facts().isEmpty()) {
      text.append('\n');
    }
    for (var missing : measurement.missing()) {
      text.append("\nmissing: ").append(missing);
    }
    return text.toString();
  }

  private static String sentence(Fact fact) {
    return "fact: %s, %s: %s %d -> %d (%d operations and the check before; counted by %s)"
        .formatted(
            fact.toggle(),
            fact.title(),
            fact.name(),
            fact.baseline(),
            fact.candidate(),
            fact.operations(),
            fact.source());
  }

  private static List<String> row(Judgement judgement) {
    var effect = judgement.effect();
    var comparison = judgement.comparison();
    return List.of(
        comparison.toggle(),
        comparison.title(),
        judgement.metric().label(),
        figure(judgement.baseline()) + " " + judgement.unit(),
        figure(judgement.candidate()) + " " + judgement.unit(),
        effect(effect),
        "[%s, %s]".formatted(percent(effect.interval().low()), percent(effect.interval().high())),
        Integer.toString(effect.pairs()),
        judgement.verdict().word(),
        judgement
            .target()
            .map(
                target ->
                    "%s %s"
                        .formatted(
                            percent(target.effect()),
                            effect.ratio() <= target.effect() ? "met" : "missed"))
            .orElse("-"));
  }

  private static List<String> unmeasured(Comparison comparison) {
    return List.of(
        comparison.toggle(),
        comparison.title(),
        comparison.metric(),
        "-",
        "-",
        "-",
        "-",
        Integer.toString(comparison.pairs().size()),
        comparison.ending().kind().toString().toLowerCase(Locale.ROOT),
        "-");
  }

  private static String effect(Effect effect) {
    double times = 1 / (1 + effect.ratio());
    return effect.ratio() < -0.5
        ? "%s (%s times)".formatted(percent(effect.ratio()), figure(times))
        : percent(effect.ratio());
  }

  private static String percent(double share) {
    double percent = 100 * share;
    return percent < -99 && percent > -100
        ? "%.2f %%".formatted(percent)
        : "%+.1f %%".formatted(percent);
  }

  /// Four digits that count.
  private static String figure(double value) {
    double size = Math.abs(value);
    if (size >= 1000) {
      return "%,.0f".formatted(value);
    }
    return (size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : size >= 0.1 ? "%.3f" : "%.4f")
        .formatted(value);
  }

  private static int[] widths(List<List<String>> rows) {
    var widths = new int[HEAD.size()];
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  private String aligned(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      boolean number = i >= 3 && i <= 7;
      var cell = ("%" + (number ? "" : "-") + widths[i] + "s").formatted(row.get(i));
      line.append(i == 8 ? colored(cell) : cell).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private String colored(String verdict) {
    if (!color) {
      return verdict;
    }
    var code =
        switch (verdict.strip()) {
          case "Improved" -> "32";
          case "Regressed", "crashed" -> "31";
          case "Undecided", "Invalid" -> "33";
          default -> "0";
        };
    return "\u001b[" + code + "m" + verdict + "\u001b[0m";
  }
}
