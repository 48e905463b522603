package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Ack;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Threshold;
import dev.dyno.reports.measurement.WhenUndecided;
import java.util.Optional;

/// One comparison in one metric, as a gate sees it.
public sealed interface GateRow {

  /// What the gate makes of it.
  enum Standing {
    HOLDS,
    /// Passes, but somebody should look.
    WARNS,
    /// Dearer, and accepted.
    ACKNOWLEDGED,
    FAILS
  }

  /// There is a verdict from pairs.
  ///
  /// @param judgement with Holm's correction over the whole gate
  /// @param ack that covers it; only of a regression
  record Told(Judgement judgement, Threshold threshold, Optional<Ack> ack) implements GateRow {

    public Told {
      if (ack.isPresent() && !(judgement.verdict() instanceof Verdict.Regressed)) {
        throw new IllegalArgumentException(
            "an ack of what is %s: only a regression needs one"
                .formatted(judgement.verdict().word()));
      }
    }
  }

  /// Nothing that the benchmark can reach differs.
  record Unchanged(Comparison comparison, Metric metric, Threshold threshold) implements GateRow {

    public Unchanged {
      if (comparison.ending().kind() != Ending.Kind.SKIPPED) {
        throw new IllegalArgumentException("%s was not skipped".formatted(comparison.title()));
      }
    }
  }

  /// No verdict: it crashed, was spoiled, or has no pairs that show the metric.
  ///
  /// @param why one sentence
  /// @param tolerated whether enough of the gate was judged without it
  record Untold(
      Comparison comparison, Metric metric, Threshold threshold, String why, boolean tolerated)
      implements GateRow {

    public Untold {
      if (why.isBlank()) {
        throw new IllegalArgumentException(
            "%s without a verdict, and nobody says why".formatted(comparison.title()));
      }
    }
  }

  /// What was compared.
  default Comparison comparison() {
    return switch (this) {
      case Told(var judgement, _, _) -> judgement.comparison();
      case Unchanged unchanged -> unchanged.comparison;
      case Untold untold -> untold.comparison;
    };
  }

  /// In which metric.
  default Metric metric() {
    return switch (this) {
      case Told(var judgement, _, _) -> judgement.metric();
      case Unchanged unchanged -> unchanged.metric;
      case Untold untold -> untold.metric;
    };
  }

  /// What it was held to.
  Threshold threshold();

  /// The verdict; empty when there is none.
  default Optional<Verdict> verdict() {
    return switch (this) {
      case Told(var judgement, _, _) -> Optional.of(judgement.verdict());
      case Unchanged unchanged ->
          Optional.of(new Verdict.Skipped(unchanged.comparison.ending().reason()));
      case Untold _ -> Optional.empty();
    };
  }

  /// What the gate makes of it.
  default Standing standing() {
    return switch (this) {
      case Told(var judgement, var threshold, var ack) ->
          switch (judgement.verdict()) {
            case Verdict.Regressed _ -> ack.isPresent() ? Standing.ACKNOWLEDGED : Standing.FAILS;
            case Verdict.Improved _, Verdict.Equivalent _, Verdict.Skipped _ -> Standing.HOLDS;
            case Verdict.Undecided _ ->
                judgement.notDearer()
                    ? Standing.HOLDS
                    : threshold.undecided() == WhenUndecided.WARN ? Standing.WARNS : Standing.FAILS;
            case Verdict.Invalid _ -> Standing.FAILS;
          };
      case Unchanged _ -> Standing.HOLDS;
      case Untold untold -> untold.tolerated ? Standing.WARNS : Standing.FAILS;
    };
  }

  /// One sentence for people: the verdict, and what the gate makes of it.
  default String sentence() {
    return switch (this) {
      case Told(var judgement, var threshold, var ack) ->
          judgement.verdict().sentence()
              + ack.map(it -> "; accepted until %s: %s".formatted(it.expires(), it.reason()))
                  .orElse("")
              + (standing() == Standing.WARNS ? "; passes, since undecided: warn" : "")
              + (judgement.open() && standing() == Standing.HOLDS
                  ? "; holds, since a slowdown of %.0f %% is ruled out"
                      .formatted(100 * judgement.looks().getLast().threshold())
                  : "")
              + (standing() == Standing.FAILS
                      && judgement.open()
                      && threshold.undecided() == WhenUndecided.RERUN
                  ? "; fails, since it stayed so in a rerun"
                  : "");
      case Unchanged unchanged -> "skipped: " + unchanged.comparison.ending().reason();
      case Untold untold -> "no verdict: " + untold.why;
    };
  }
}
