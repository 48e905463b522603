package dev.dyno.reports.html;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Target;
import dev.dyno.reports.measurement.Variant;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.PairWorth;
import dev.dyno.reports.verdict.Waiting;
import dev.dyno.reports.verdict.WarmUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /// From which turn on its forks stayed at one level, and whether that was before they counted;
  /// empty where too few turns tell it.
  String warmUp() {
    return WarmUp.of(comparison).map(Section::sentence).orElse("");
  }

  /// Forks that run at one of two speeds, and what that means for the verdict; else empty.
  String speeds() {
    return primary()
        .flatMap(row -> row.judgement().speeds())
        .map(
            speeds ->
                "%d of %d forks of the baseline and %d of %d of the candidate are about %s slower than the others. Such luck is no change: it is judged by the plain mean as well, and no pairs count that luck would make agree as often."
                    .formatted(
                        speeds.slowBaseline(),
                        speeds.forks(),
                        speeds.slowCandidate(),
                        speeds.forks(),
                        new Change(speeds.apart()).size()))
        .orElse("");
  }

  /// How long its threads waited for a core that others held; empty where that is nothing.
  String waiting() {
    return Waiting.of(comparison)
        .map(
            waiting ->
                "Others held the cores for %s of JMH's scores (baseline) and %s (candidate), while its threads were ready to run: time/op is without that."
                    .formatted(
                        new Change(waiting.baseline()).size(),
                        new Change(waiting.candidate()).size()))
        .orElse("");
  }

  /// Where the spread lies, and how many turns a pair is worth; empty with few pairs.
  String worth() {
    return PairWorth.of(comparison)
        .map(
            worth ->
                "From turn to turn, effects spread by %s, from pair to pair by %s: %s (there were %d)."
                    .formatted(
                        new Change(worth.betweenTurns()).size(),
                        new Change(worth.betweenPairs()).size(),
                        worth.best().isEmpty()
                            ? "pairs do not differ beyond their turns, so more turns are as good as"
                                + " more pairs"
                            : "about %d turns a pair would tell most for their time"
                                .formatted(worth.best().getAsInt()),
                        worth.turns()))
        .orElse("");
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

  /// The command line that measures this comparison again, word by word.
  List<String> reproduce() {
    var words = new ArrayList<String>();
    design.reproduce().forEach(word -> words.add(quoted(word)));
    if (comparison.contrast().isEmpty()) {
      words.addAll(difference());
    }
    words.add("--benchmark");
    var title =
        new StringBuilder(Comparison.fullTitle(comparison.benchmark(), comparison.params()));
    comparison.contrast().ifPresent(contrast -> title.append(' ').append(contrast.label()));
    words.add(quoted("^" + title.toString().replaceAll("[\\\\.$|?*+()\\[\\]{}^]", "\\\\$0") + "$"));
    return words;
  }

  /// What the command needs to say of the two sides: a toggle, or two sets of them, unless it has
  /// them already.
  private List<String> difference() {
    var sides = comparison.toggle().split(" vs ", -1);
    if (sides.length == 1) {
      return List.of("--toggle", quoted(comparison.toggle()));
    }
    return design.reproduce().contains("--baseline")
        ? List.of()
        : List.of("--baseline", quoted(sides[1]), "--candidate", quoted(sides[0]));
  }

  /// How clearly a promise is met or missed; nothing when it was not measured.
  String clarity(Target target) {
    return rowOf(target)
        .map(
            row -> {
              var interval = row.judgement().effect().interval();
              if (row.judgement().meets(target)) {
                return interval.high() <= target.effect()
                    ? "the whole interval too"
                    : "though the interval reaches short of it";
              }
              return interval.low() <= target.effect()
                  ? "though the interval reaches it"
                  : "the whole interval too";
            })
        .orElse("");
  }

  /// `−80.0 %`.
  String promised(Target target) {
    return new Change(target.effect()).percent();
  }

  boolean met(Target target) {
    return rowOf(target).map(row -> row.judgement().meets(target)).orElse(false);
  }

  /// `✓ Met`, `✗ Missed`, `○ Not measured`.
  String kept(Target target) {
    if (rowOf(target).isEmpty()) {
      return "○ Not measured";
    }
    return met(target) ? "✓ Met" : "✗ Missed";
  }

  /// The row that a promise speaks of.
  Optional<MetricRow> rowOf(Target target) {
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
              + (row.early()
                  ? ". So few pairs show nothing below a doubling yet."
                  : ". These pairs would have shown " + row.detectable() + " in 4 of 5 runs.");
      case SKIPPED, INVALID, CRASHED, UNMEASURED -> row.reason();
    };
  }

  private static String sentence(WarmUp warmUp) {
    var steady =
        "At one level from turn %d on (baseline) and %d (candidate), by their medians; turns count from %d on."
            .formatted(warmUp.baseline() + 1, warmUp.candidate() + 1, warmUp.turns() + 1);
    return warmUp.enough()
        ? steady
        : steady
            + " In %d of %d forks that was later than where turns begin to count: ask for more warm-up."
                .formatted(warmUp.late(), warmUp.forks());
  }

  private String nothing() {
    if (comparison.ending().kind() == Ending.Kind.SKIPPED) {
      return "Skipped: " + comparison.ending().reason() + ".";
    }
    int pairs = comparison.pairs().size();
    return "No verdict: %d %s measured, and a verdict needs at least 2."
        .formatted(pairs, pairs == 1 ? "pair was" : "pairs were");
  }

  /// As a shell reads it back.
  static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
