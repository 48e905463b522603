package dev.dyno.reports.export;

import dev.dyno.reports.measurement.Threshold;
import dev.dyno.reports.verdict.GateRow;
import dev.dyno.reports.verdict.Gated;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.Judgement;
import java.util.ArrayList;
import java.util.List;

/// `summary.md`: a gate in Markdown, for a pull request or a CI step's summary. What needs a look
/// comes first.
public final class SummaryFile {

  /// The file's name in a run's folder.
  public static final String NAME = "summary.md";

  private SummaryFile() {}

  /// The text.
  ///
  /// @param run of a gate
  public static String of(Judged run, Gated gated) {
    var terms = gated.terms();
    var text = new StringBuilder();
    text.append("## Dyno gate: ").append(gated.decision().words()).append("\n\n");
    text.append(
        "%s against %s. %d of %d benchmarks judged; %d rows fail, %d warn, %d were accepted before.%n"
            .formatted(
                escaped(terms.candidate().label()),
                escaped(terms.baseline().label()),
                gated.coverage().judged(),
                gated.coverage().planned(),
                gated.count(GateRow.Standing.FAILS),
                gated.count(GateRow.Standing.WARNS),
                gated.count(GateRow.Standing.ACKNOWLEDGED)));
    text.append('\n').append(table(worstFirst(gated)));
    list(text, "The environment is invalid", gated.controls().reasons());
    list(text, "Warnings", terms.warnings());
    list(text, "Only in the baseline, so not compared", terms.baselineOnly());
    list(text, "Only in the candidate, so not compared", terms.candidateOnly());
    list(text, "Missing", run.measurement().missing());
    list(
        text,
        "Controls, which cannot change",
        gated.controls().rows().stream()
            .map(
                row ->
                    "%s, %s (%s): %s"
                        .formatted(
                            row.control().comparison().title(),
                            row.metric().label(),
                            row.control().kind().words(),
                            row.sentence()))
            .toList());
    text.append("\nThresholds that nobody set, so the built-in ones: ")
        .append(builtIn(gated))
        .append(".\n");
    text.append(
        "Seed %d; again: `%s`%n"
            .formatted(
                run.measurement().design().seed(),
                String.join(" ", run.measurement().design().reproduce()).replace('`', '\'')));
    return text.toString();
  }

  private static List<GateRow> worstFirst(Gated gated) {
    var rows = new ArrayList<>(gated.rows());
    rows.sort((one, other) -> other.standing().compareTo(one.standing())); // stable
    return rows;
  }

  private static String table(List<GateRow> rows) {
    var text = new StringBuilder();
    text.append("| | benchmark | metric | verdict | effect | interval | held to |\n");
    text.append("|---|---|---|---|---:|---:|---:|\n");
    for (var row : rows) {
      text.append(
          "| %s | %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  mark(row.standing()),
                  escaped(row.comparison().title()),
                  row.metric().label(),
                  row.verdict().map(it -> it.word()).orElseGet(() -> escaped(row.sentence())),
                  effect(row),
                  interval(row),
                  percent(row.threshold())));
    }
    return text.toString();
  }

  private static String mark(GateRow.Standing standing) {
    return switch (standing) {
      case FAILS -> "❌ fails";
      case ACKNOWLEDGED -> "☑️ accepted";
      case WARNS -> "⚠️ look";
      case HOLDS -> "✅";
    };
  }

  private static String effect(GateRow row) {
    return row instanceof GateRow.Told(Judgement judgement, _, _)
        ? "%+.1f %%".formatted(100 * judgement.effect().ratio())
        : "";
  }

  private static String interval(GateRow row) {
    if (row instanceof GateRow.Told(Judgement judgement, _, _)) {
      var interval = judgement.effect().interval();
      return "%+.1f to %+.1f %%".formatted(100 * interval.low(), 100 * interval.high());
    }
    return "";
  }

  private static String percent(Threshold threshold) {
    return "%s %%".formatted(Math.round(1000 * threshold.max()) / 10.0);
  }

  private static String builtIn(Gated gated) {
    var used =
        gated.rows().stream()
            .filter(row -> !row.threshold().given())
            .map(row -> "%s %s".formatted(row.metric().label(), percent(row.threshold())))
            .distinct()
            .toList();
    return used.isEmpty() ? "none" : String.join(", ", used);
  }

  private static void list(StringBuilder text, String title, List<String> sentences) {
    if (!sentences.isEmpty()) {
      text.append("\n**").append(title).append("**\n\n");
      sentences.forEach(each -> text.append("* ").append(escaped(each)).append('\n'));
    }
  }

  /// Nothing of it formats, ends a cell, or starts a tag.
  private static String escaped(String text) {
    return text.lines()
        .map(String::strip)
        .reduce((one, next) -> one + " " + next)
        .orElse("")
        .replaceAll("([\\\\`*_{}\\[\\]()#+!|])", "\\\\$1")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
