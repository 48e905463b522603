package dev.dyno.bench.cli;

import dev.dyno.reports.export.ShardRow;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Fact;
import dev.dyno.reports.measurement.Target;
import dev.dyno.reports.verdict.Effect;
import dev.dyno.reports.verdict.Fidelity;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A run as text: two lines a comparison in its own metric, within 100 columns where figures allow,
/// then the same of what stands beside others, then facts, then what is missing.
record ResultTable(Judged run, boolean color) {

  private static final List<String> HEAD =
      List.of("toggle", "effect", "95 % interval", "baseline -> candidate", "verdict", "target");

  private static final List<String> BESIDE =
      List.of("beside", "effect", "95 % interval", "baseline -> candidate", "verdict", "bar");

  private static final int VERDICT = 4;

  /// One comparison.
  ///
  /// @param cells under [#HEAD] or [#BESIDE]
  /// @param detail below them
  private record Row(List<String> cells, String detail) {}

  String text() {
    var measurement = run.measurement();
    var toggles = new ArrayList<Row>();
    var others = new ArrayList<Row>();
    for (var comparison : measurement.comparisons()) {
      var row =
          run.primary(comparison).map(ResultTable::row).orElseGet(() -> unmeasured(comparison));
      (comparison.contrast().isPresent() ? others : toggles).add(row);
    }
    var text = new StringBuilder();
    if (!toggles.isEmpty() || others.isEmpty()) {
      text.append(table(HEAD, toggles));
    }
    if (!others.isEmpty()) {
      text.append(text.isEmpty() ? "" : "\n").append(table(BESIDE, others));
    }
    for (var fact : measurement.facts()) {
      text.append('\n').append(sentence(fact));
    }
    if (!measurement.facts().isEmpty()) {
      text.append('\n');
    }
    run.fidelity().ifPresent(fidelity -> text.append(beside(fidelity)));
    ShardRow.of(measurement).forEach(each -> text.append('\n').append(each.sentence()));
    for (var missing : measurement.missing()) {
      text.append("\nmissing: ").append(missing);
    }
    return text.toString();
  }

  private String table(List<String> head, List<Row> rows) {
    var widths = widths(head, rows);
    var text = new StringBuilder(aligned(head, widths)).append('\n');
    for (var row : rows) {
      text.append(aligned(row.cells(), widths)).append('\n');
      text.append("  ").append(faint(row.detail())).append('\n');
    }
    return text.toString();
  }

  private static String beside(Fidelity fidelity) {
    var text = new StringBuilder();
    for (var row : fidelity.rows()) {
      text.append(
          "\n%s: %s, %s: embedded %s, %s %s"
              .formatted(
                  row.predicted() ? "predicted" : "not predicted",
                  row.real().comparison().toggle(),
                  row.real().comparison().title(),
                  Effect.percent(row.embedded().effect().ratio()),
                  fidelity.real(),
                  Effect.percent(row.real().effect().ratio())));
    }
    for (var here : fidelity.alone()) {
      text.append(
          "\nnot known on %s, embedded alone: %s, %s"
              .formatted(fidelity.real(), here.comparison().toggle(), here.comparison().title()));
    }
    return text.append('\n').toString();
  }

  private static String sentence(Fact fact) {
    return "fact: %s: %s %d -> %d (%s, %d operations and the check before; by %s)"
        .formatted(
            fact.toggle(),
            fact.name(),
            fact.baseline(),
            fact.candidate(),
            fact.title(),
            fact.operations(),
            fact.source());
  }

  private static Row row(Judgement judgement) {
    var effect = judgement.effect();
    var interval = effect.interval();
    return new Row(
        List.of(
            judgement.comparison().toggle(),
            Effect.percent(effect.ratio()),
            "[%s, %s]".formatted(Effect.percent(interval.low()), Effect.percent(interval.high())),
            "%s -> %s %s"
                .formatted(
                    figure(judgement.baseline()), figure(judgement.candidate()), judgement.unit()),
            judgement.verdict().word(),
            judgement.target().map(target -> kept(judgement, target)).orElse("-")),
        "%s: %s, %d pairs%s"
            .formatted(
                judgement.comparison().title(),
                judgement.metric().label(),
                effect.pairs(),
                times(effect.ratio())));
  }

  private static String kept(Judgement judgement, Target target) {
    return "%s %s"
        .formatted(Effect.percent(target.effect()), judgement.meets(target) ? "met" : "missed");
  }

  private static String times(double ratio) {
    return ratio < -0.5 ? ", %s times cheaper".formatted(figure(1 / (1 + ratio))) : "";
  }

  private static Row unmeasured(Comparison comparison) {
    return new Row(
        List.of(
            comparison.toggle(),
            "-",
            "-",
            "-",
            comparison.ending().kind().toString().toLowerCase(Locale.ROOT),
            "-"),
        "%s: %s, %d pairs"
            .formatted(comparison.title(), comparison.metric(), comparison.pairs().size()));
  }

  /// Four digits that count.
  static String figure(double value) {
    double size = Math.abs(value);
    if (size >= 1000) {
      return "%,.0f".formatted(value);
    }
    return (size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : size >= 0.1 ? "%.3f" : "%.4f")
        .formatted(value);
  }

  private static int[] widths(List<String> head, List<Row> rows) {
    var widths = head.stream().mapToInt(String::length).toArray();
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.cells().get(i).length());
      }
    }
    return widths;
  }

  private String aligned(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      boolean number = i > 0 && i < VERDICT;
      var cell = ("%" + (number ? "" : "-") + widths[i] + "s").formatted(cells.get(i));
      line.append(i == VERDICT ? colored(cell) : cell).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private String faint(String detail) {
    return color ? "\u001b[2m" + detail + "\u001b[0m" : detail;
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
