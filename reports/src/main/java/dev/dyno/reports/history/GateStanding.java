package dev.dyno.reports.history;

import dev.dyno.reports.verdict.GateRow;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.Verdict;
import java.util.List;

/// How a row of a gate stands, for what is told of it.
///
/// @param series that it is a point of
/// @param baseline commit that it was held against, or its name
/// @param kind what the gate made of it
/// @param change candidate over baseline minus one, as a cost; 0 where nothing was measured
/// @param sentence for people
public record GateStanding(
    SeriesKey series, String baseline, Kind kind, double change, String sentence) {

  /// What the gate made of it.
  public enum Kind {
    /// Dearer, and not accepted.
    REGRESSED,
    /// Dearer, and accepted in `dyno.yaml`.
    ACCEPTED,
    /// Not dearer.
    HOLDS,
    /// Nobody can tell.
    OPEN
  }

  /// Of every row of a gate; of another run, none.
  public static List<GateStanding> of(Judged judged) {
    var run = StoredRun.of(judged);
    return judged.gate().stream()
        .flatMap(
            gate -> {
              var toggle = StoredRun.toggle(gate.terms(), judged.measurement().comparisons());
              var origin = gate.terms().baseline();
              var baseline = origin.commit().isEmpty() ? origin.named() : origin.commit();
              return gate.rows().stream().map(row -> of(run, toggle, baseline, row));
            })
        .toList();
  }

  private static GateStanding of(StoredRun run, String toggle, String baseline, GateRow row) {
    var comparison = row.comparison();
    var series = run.key(toggle, comparison.benchmark(), comparison.params(), row.metric().label());
    return switch (row) {
      case GateRow.Told(var judgement, _, _) ->
          new GateStanding(series, baseline, kind(row), judgement.effect().ratio(), row.sentence());
      case GateRow.Unchanged _, GateRow.Untold _ ->
          new GateStanding(series, baseline, kind(row), 0, row.sentence());
    };
  }

  private static Kind kind(GateRow row) {
    return switch (row.standing()) {
      case HOLDS -> Kind.HOLDS;
      case ACKNOWLEDGED -> Kind.ACCEPTED;
      case WARNS -> Kind.OPEN;
      case FAILS ->
          row.verdict().filter(Verdict.Regressed.class::isInstance).isPresent()
              ? Kind.REGRESSED
              : Kind.OPEN;
    };
  }
}
