package dev.dyno.bench.validation;

import dev.dyno.reports.statistics.ClopperPearson;
import java.util.LinkedHashMap;
import java.util.List;

/// What one rule said of all benchmarks in one state: enough verdicts for a rate.
///
/// @param rule its name, for people
/// @param state of the machine
/// @param planted as a share; 0 for the same code
/// @param threshold that is judged by, as a share
/// @param benchmarks how many
/// @param trials verdicts
/// @param dearer of them, how many called the candidate dearer
/// @param pairs mean number of forks a side to a verdict
/// @param seconds mean wall time to a verdict
/// @param cpuSeconds mean CPU time of the turns of all forks to a verdict; negative where it was
///     not recorded
public record Together(
    String rule,
    String state,
    double planted,
    double threshold,
    int benchmarks,
    int trials,
    int dearer,
    double pairs,
    double seconds,
    double cpuSeconds) {

  private record Cell(String rule, String state, double planted, double threshold) {}

  /// Those of a qualification, in the order in which its rules, states and sizes come up.
  static List<Together> of(List<Score> scores) {
    var cells = new LinkedHashMap<Cell, Together>();
    for (var score : scores) {
      cells.merge(
          new Cell(score.rule(), score.state(), score.planted(), score.threshold()),
          of(score),
          Together::plus);
    }
    return List.copyOf(cells.values());
  }

  private static Together of(Score score) {
    return new Together(
        score.rule(),
        score.state(),
        score.planted(),
        score.threshold(),
        1,
        score.trials(),
        score.dearer(),
        score.pairs(),
        score.seconds(),
        score.cpuSeconds());
  }

  private Together plus(Together other) {
    int all = trials + other.trials;
    return new Together(
        rule,
        state,
        planted,
        threshold,
        benchmarks + other.benchmarks,
        all,
        dearer + other.dearer,
        (trials * pairs + other.trials * other.pairs) / all,
        (trials * seconds + other.trials * other.seconds) / all,
        cpuSeconds < 0 || other.cpuSeconds < 0
            ? -1
            : (trials * cpuSeconds + other.trials * other.cpuSeconds) / all);
  }

  /// How often it calls the candidate dearer, with its 95 % interval.
  public ClopperPearson calledDearer() {
    return ClopperPearson.of(dearer, trials, 0.95);
  }
}
