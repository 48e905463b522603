package dev.dyno.bench.validation;

import dev.dyno.reports.statistics.ClopperPearson;
import java.util.ArrayList;
import java.util.List;

/// One promise about the judge, and whether what was seen keeps it.
///
/// @param words what is promised, of which benchmark in which state
/// @param seen what came out, for people
/// @param outcome whether that is as good
public record Bar(String words, String seen, Outcome outcome) {

  /// Whether a promise is kept.
  public enum Outcome {
    /// It is not, with 95 % confidence; or, of a mean, as it was seen.
    MISSED,
    /// What was seen allows both: more verdicts tell.
    OPEN,
    /// It is, with 95 % confidence; or, of a mean, as it was seen.
    MET;

    private static Outcome of(boolean met, boolean missed) {
      return missed ? MISSED : met ? MET : OPEN;
    }
  }

  private static final double FALSE_ALARMS = 0.01;
  private static final double GATE_ALARMS = 0.05;
  private static final double COST = 0.2;

  /// Every promise that a qualification can speak to.
  public static List<Bar> of(Qualification known) {
    var bars = new ArrayList<Bar>();
    for (var score : known.scores()) {
      if (score.rule().equals(Score.OURS)) {
        var where = "%s, %s".formatted(score.benchmark(), score.state());
        if (score.sameCode()) {
          bars.add(
              new Bar(
                  "%s: the same code is called dearer in at most 1 %% (threshold %.0f %%)"
                      .formatted(where, 100 * score.threshold()),
                  "%.2f %%".formatted(100 * score.share()),
                  atMost(score.calledDearer(), FALSE_ALARMS)));
        } else if (score.planted() >= 0.1) {
          bars.add(found(where, score, 0.99, 12));
        } else if (score.planted() >= 0.05) {
          bars.add(found(where, score, 0.95, 24));
        }
      }
    }
    known.gates().forEach(gate -> bars.add(quiet(gate)));
    known.costs().forEach(cost -> bars.add(cheap(cost)));
    return List.copyOf(bars);
  }

  private static Bar found(String where, Score score, double power, int pairs) {
    return new Bar(
        "%s: %+.0f %% is found in %.0f %% within %d pairs (threshold %.0f %%)"
            .formatted(where, 100 * score.planted(), 100 * power, pairs, 100 * score.threshold()),
        "%.1f %% in %.1f pairs".formatted(100 * score.share(), score.pairs()),
        Outcome.of(
            score.calledDearer().low() >= power,
            score.calledDearer().high() < power || score.pairs() > pairs));
  }

  private static Bar quiet(GateScore gate) {
    return new Bar(
        "gates of %d unchanged benchmarks, %s: at most 5 %% alarm (threshold %.0f %%)"
            .formatted(gate.comparisons(), gate.state(), 100 * gate.threshold()),
        "%.2f %%".formatted(100 * gate.falseAlarms().hits() / (double) gate.gates()),
        atMost(gate.falseAlarms(), GATE_ALARMS));
  }

  private static Outcome atMost(ClopperPearson seen, double allowed) {
    return Outcome.of(seen.high() <= allowed, seen.low() > allowed);
  }

  /// Where a rival never got there, its time is more than what was tried: the bar may be met by
  /// that alone, but is never missed by it.
  private static Bar cheap(Cost cost) {
    return new Bar(
        "%s, %s: %+.0f %% costs at most a fifth of %s, in %s"
            .formatted(
                cost.benchmark(),
                cost.state(),
                100 * cost.planted(),
                cost.rival(),
                cost.inCpuTime() ? "CPU time" : "wall time"),
        "%s%.2f of its %d forks a side"
            .formatted(cost.reached() ? "" : "below ", cost.share(), cost.forks()),
        Outcome.of(cost.share() <= COST, cost.share() > COST && cost.reached()));
  }
}
