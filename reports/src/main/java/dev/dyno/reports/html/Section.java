package dev.dyno.reports.html;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Target;
import dev.dyno.reports.measurement.Variant;
import dev.dyno.reports.verdict.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One comparison on the page.
///
/// @param number from 1, in the order of the plan
/// @param comparison what was measured
/// @param rows its metrics; none when there is nothing to judge
/// @param design of the run
record Section(int number, Comparison comparison, List<MetricRow> rows, Design design) {

  static Section of(int number, Comparison comparison, List<Judgement> judgements, Design design) {
    var rows =
        judgements.stream()
            .filter(judgement -> judgement.comparison().equals(comparison))
            .map(MetricRow::new)
            .toList();
    return new Section(number, comparison, rows, design);
  }

  /// Its anchor.
  String id() {
    return "c" + number;
  }

  Optional<MetricRow> primary() {
    return rows.stream().filter(row -> row.judgement().primary()).findFirst();
  }

  Outcome outcome() {
    return primary().map(MetricRow::outcome).orElseGet(() -> Outcome.of(comparison.ending()));
  }

  /// The verdict, for somebody who reads nothing else.
  String sentence() {
    return primary().map(this::sentence).orElseGet(this::nothing);
  }

  /// What ended measuring early; empty for the good end.
  String ending() {
    return Reason.ending(comparison.ending());
  }

  /// What the toggle filter knows it by.
  String search() {
    var text = new StringBuilder(comparison.toggle()).append(' ').append(comparison.title());
    text.append(' ').append(comparison.benchmark());
    rows.forEach(row -> text.append(' ').append(row.label()));
    return text.toString();
  }

  /// JVM arguments of `variant` that the other side has not.
  List<String> only(Variant variant) {
    var other =
        variant.equals(comparison.baseline()) ? comparison.candidate() : comparison.baseline();
    return variant.jvmArgs().stream().filter(arg -> !other.jvmArgs().contains(arg)).toList();
  }

  /// JVM arguments of both sides.
  List<String> shared() {
    var candidate = comparison.candidate().jvmArgs();
    return comparison.baseline().jvmArgs().stream().filter(candidate::contains).toList();
  }

  /// The command line that measures this comparison again.
  String reproduce() {
    var command = design.reproduce().stream().map(Section::quoted).collect(Collectors.joining(" "));
    var toggle =
        comparison.toggle().matches("\\S+") ? " --toggle " + quoted(comparison.toggle()) : "";
    var name = comparison.benchmark().replace(".", "\\.").replace("$", "\\$");
    return "%s%s --benchmark '^%s$' --seed %d".formatted(command, toggle, name, design.seed());
  }

  /// Met or missed, and by how clear a margin.
  String promise(Target target) {
    return primaryOf(target)
        .map(
            row -> {
              var interval = row.judgement().effect().interval();
              if (row.judgement().meets(target)) {
                return interval.high() <= target.effect()
                    ? "Met, the whole interval too"
                    : "Met, but the interval reaches short of it";
              }
              return interval.low() <= target.effect()
                  ? "Missed, though the interval reaches it"
                  : "Missed, the whole interval too";
            })
        .orElse("Not measured");
  }

  /// `−80.0 %`.
  String promised(Target target) {
    return new Change(target.effect()).percent();
  }

  boolean met(Target target) {
    return primaryOf(target).map(row -> row.judgement().meets(target)).orElse(false);
  }

  /// The row that a promise speaks of.
  Optional<MetricRow> primaryOf(Target target) {
    return rows.stream().filter(row -> row.label().equals(target.metric())).findFirst();
  }

  private String sentence(MetricRow row) {
    var change = row.effect() + " (" + row.confidence() + " interval " + row.interval() + ")";
    var readings = " " + row.label() + " went from " + row.baseline() + " to " + row.candidate();
    var times = row.times().isEmpty() ? "" : ", " + row.times();
    return switch (row.outcome()) {
      case REGRESSED -> "Dearer:" + readings + times + ", " + change + ".";
      case IMPROVED -> "Cheaper:" + readings + times + ", " + change + ".";
      case EQUIVALENT ->
          "No change beyond " + row.threshold() + ":" + readings + ", " + change + ".";
      case UNDECIDED ->
          "Not known:"
              + readings
              + ", "
              + change
              + ". These pairs would have shown "
              + row.detectable()
              + " in 4 of 5 runs.";
      case SKIPPED, INVALID, CRASHED, UNMEASURED -> row.reason();
    };
  }

  private String nothing() {
    var pairs = comparison.pairs().size();
    var why = ending().isEmpty() ? "the design asked for no more" : ending();
    return "No verdict: %d %s measured, and a verdict needs at least 2 (%s)."
        .formatted(pairs, pairs == 1 ? "pair" : "pairs", why);
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
