package dev.dyno.bench.cli;

import dev.dyno.reports.export.ShardRow;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.verdict.GateRow;
import dev.dyno.reports.verdict.Gated;
import dev.dyno.reports.verdict.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A gate as text: its decision, a line a benchmark and metric, the worst first, and what somebody
/// should know before believing it.
record GateTable(Judged run, Gated gated, boolean color) {

  String text() {
    var terms = gated.terms();
    var text = new StringBuilder();
    text.append(
        "gate %s: %s against %s; %d of %d benchmarks judged%n%n"
            .formatted(
                colored(gated.decision().words(), gated.decision() == Gated.Decision.PASS),
                terms.candidate().label(),
                terms.baseline().label(),
                gated.coverage().judged(),
                gated.coverage().planned()));
    for (var row : worstFirst()) {
      text.append(line(row)).append('\n');
    }
    controls(text);
    usual(text);
    unshared(text, terms);
    terms.warnings().forEach(each -> text.append("\nwarning: ").append(each));
    ShardRow.of(run.measurement()).forEach(each -> text.append('\n').append(each.sentence()));
    run.measurement().missing().forEach(each -> text.append("\nmissing: ").append(each));
    return text.toString().stripTrailing();
  }

  private List<GateRow> worstFirst() {
    var rows = new ArrayList<>(gated.rows());
    rows.sort((one, other) -> other.standing().compareTo(one.standing())); // stable
    return rows;
  }

  private String line(GateRow row) {
    var standing = "%-12s".formatted(row.standing().name().toLowerCase(Locale.ROOT));
    return "%s  %s, %s: %s (held to %s)"
        .formatted(
            row.standing() == GateRow.Standing.HOLDS
                ? standing
                : colored(standing, row.standing() != GateRow.Standing.FAILS),
            row.comparison().title(),
            row.metric().label(),
            row.sentence(),
            share(row.threshold().max()));
  }

  /// What cannot have changed; what moved comes with the reason of the verdicts that it spoils.
  private void controls(StringBuilder text) {
    gated
        .controls()
        .reasons()
        .forEach(
            each -> text.append('\n').append(colored("environment invalid: ", false)).append(each));
    gated
        .controls()
        .rows()
        .forEach(
            row ->
                text.append(
                    "\ncontrol %s (%s), %s: %s"
                        .formatted(
                            row.control().comparison().title(),
                            row.control().kind().words(),
                            row.metric().label(),
                            row.sentence())));
  }

  /// Loud, so that nobody believes in a threshold that was never set.
  private void usual(StringBuilder text) {
    var usual =
        gated.rows().stream()
            .filter(row -> !row.threshold().given())
            .map(row -> row.metric().label() + " " + share(row.threshold().max()))
            .distinct()
            .toList();
    if (!usual.isEmpty()) {
      text.append("\nbuilt-in thresholds, which no file sets: ").append(String.join(", ", usual));
    }
  }

  private static void unshared(StringBuilder text, Gate terms) {
    terms.baselineOnly().forEach(each -> text.append("\nonly in the baseline: ").append(each));
    terms.candidateOnly().forEach(each -> text.append("\nonly in the candidate: ").append(each));
  }

  private static String share(double share) {
    return "%s %%".formatted(Math.round(share * 1000) / 10.0);
  }

  private String colored(String word, boolean good) {
    return color ? "\u001b[%sm%s\u001b[0m".formatted(good ? "32" : "31", word) : word;
  }
}
