package dev.dyno.bench.bisect;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.dyno.reports.verdict.GateRow;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.Verdict;

/// What is known of a commit.
public enum Answer {
  /// It does not show the change: one beyond the threshold is ruled out.
  @JsonProperty("good")
  GOOD,
  /// It shows the change.
  @JsonProperty("bad")
  BAD,
  /// Every pair was measured, and nobody can tell.
  @JsonProperty("undecided")
  UNDECIDED,
  /// It cannot be measured: it does not build, lacks the benchmark, or crashes.
  @JsonProperty("skipped")
  SKIPPED;

  /// Which way the change goes that is looked for.
  public enum Direction {
    @JsonProperty("dearer")
    DEARER,
    @JsonProperty("cheaper")
    CHEAPER
  }

  /// What a row of a gate says of its candidate, when its baseline is the good end.
  public static Answer of(GateRow row, Direction direction) {
    return switch (row) {
      case GateRow.Unchanged _ -> GOOD;
      case GateRow.Untold _ -> SKIPPED;
      case GateRow.Told told -> of(told.judgement(), direction);
    };
  }

  private static Answer of(Judgement judgement, Direction direction) {
    boolean dearer = direction == Direction.DEARER;
    return switch (judgement.verdict()) {
      case Verdict.Regressed _ -> dearer ? BAD : GOOD;
      case Verdict.Improved _ -> dearer ? GOOD : BAD;
      case Verdict.Equivalent _, Verdict.Skipped _ -> GOOD;
      case Verdict.Undecided _ ->
          (dearer ? judgement.notDearer() : judgement.notCheaper()) ? GOOD : UNDECIDED;
      case Verdict.Invalid _ -> SKIPPED;
    };
  }
}
