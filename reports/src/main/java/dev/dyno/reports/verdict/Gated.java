package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Gate;
import java.util.List;
import java.util.Optional;

/// What a gate decides, and why: one row for each comparison and metric that it holds. All outputs
/// of a gate are made of this.
///
/// @param terms that were fixed before the first pair
/// @param rows in the order of the plan, by metric
/// @param coverage how much of it got a verdict
/// @param decision for the caller
/// @param controls what was measured beside it, to know whether it may be believed
public record Gated(
    Gate terms, List<GateRow> rows, Coverage coverage, Decision decision, Controls controls) {

  public Gated {
    rows = List.copyOf(rows);
  }

  /// How many comparisons got a verdict in every metric that is held.
  ///
  /// @param planned present on both sides
  /// @param judged at most as many
  /// @param least share that the gate asks for
  public record Coverage(int planned, int judged, double least) {

    public Coverage {
      if (judged < 0 || judged > planned) {
        throw new IllegalArgumentException("%d of %d were judged".formatted(judged, planned));
      }
    }

    /// Whether it is enough; nothing at all never is.
    public boolean enough() {
      return judged > 0 && judged >= least * planned;
    }
  }

  /// What the gate tells its caller.
  public enum Decision {
    PASS("passed"),
    REGRESSED("regressed"),
    UNDECIDED("undecided"),
    UNCOVERED("too little was judged"),
    STOPPED("stopped before its end"),
    ENVIRONMENT("environment invalid"),
    CRASHED("a benchmark crashed");

    private final String words;

    Decision(String words) {
      this.words = words;
    }

    /// For people.
    public String words() {
      return words;
    }
  }

  static Gated of(Gate terms, List<GateRow> rows, Controls controls) {
    var all = rows.stream().map(GateRow::comparison).distinct().toList();
    int judged =
        (int)
            all.stream()
                .filter(
                    comparison ->
                        rows.stream()
                            .filter(row -> row.comparison().equals(comparison))
                            .noneMatch(GateRow.Untold.class::isInstance))
                .count();
    var coverage = new Coverage(all.size(), judged, terms.coverage());
    var standing = rows.stream().map(row -> coverage.enough() ? tolerated(row) : row).toList();
    return new Gated(terms, standing, coverage, decide(standing, coverage), controls);
  }

  /// What was only not reached, while enough was.
  private static GateRow tolerated(GateRow row) {
    return row instanceof GateRow.Untold untold
            && !ended(row, Ending.Kind.CRASHED)
            && !ended(row, Ending.Kind.ENVIRONMENT)
        ? new GateRow.Untold(
            untold.comparison(), untold.metric(), untold.threshold(), untold.why(), true)
        : row;
  }

  /// A regression that was shown outweighs whatever else went wrong: nobody may take it for a
  /// machine's bad day.
  private static Decision decide(List<GateRow> rows, Coverage coverage) {
    if (rows.stream().anyMatch(Gated::failsRegressed)) {
      return Decision.REGRESSED;
    }
    if (rows.stream().anyMatch(row -> ended(row, Ending.Kind.CRASHED))) {
      return Decision.CRASHED;
    }
    boolean spoiled = rows.stream().anyMatch(Gated::invalid);
    if (spoiled || rows.stream().anyMatch(row -> ended(row, Ending.Kind.ENVIRONMENT))) {
      return Decision.ENVIRONMENT;
    }
    if (!coverage.enough()) {
      return Decision.UNCOVERED;
    }
    if (rows.stream().anyMatch(row -> row.comparison().ending().stopped())) {
      return Decision.STOPPED;
    }
    return rows.stream().anyMatch(row -> row.standing() == GateRow.Standing.FAILS)
        ? Decision.UNDECIDED
        : Decision.PASS;
  }

  private static boolean failsRegressed(GateRow row) {
    return row instanceof GateRow.Told told
        && told.judgement().verdict() instanceof Verdict.Regressed
        && row.standing() == GateRow.Standing.FAILS;
  }

  private static boolean invalid(GateRow row) {
    return row instanceof GateRow.Told told
        && told.judgement().verdict() instanceof Verdict.Invalid;
  }

  private static boolean ended(GateRow row, Ending.Kind kind) {
    return row.comparison().ending().kind() == kind;
  }

  /// Why it fails, where none of its rows does: a file made of rows alone would be green.
  public Optional<String> failsAsAWhole() {
    return decision == Decision.PASS || count(GateRow.Standing.FAILS) > 0
        ? Optional.empty()
        : Optional.of(
            "%s: %d of %d comparisons got a verdict"
                .formatted(decision.words(), coverage.judged(), coverage.planned()));
  }

  /// How many rows stand so.
  public long count(GateRow.Standing standing) {
    return rows.stream().filter(row -> row.standing() == standing).count();
  }
}
