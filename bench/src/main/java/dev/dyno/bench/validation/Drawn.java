package dev.dyno.bench.validation;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Surroundings;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.measurement.Variant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Makes what the judge reads of recorded turns, and of single numbers: the turns of a pair
/// give one number, so that a pair of one turn each with just that ratio is the same to it, and
/// quicker.
final class Drawn {

  private static final Variant SAME = new Variant("same", "recorded", List.of());
  private static final String UNIT = "ns/op";

  private Drawn() {}

  static Comparison comparison(String benchmark, List<Pair> pairs) {
    return comparison("drawn", benchmark, pairs);
  }

  /// Of the same code twice.
  static Comparison comparison(String label, String benchmark, List<Pair> pairs) {
    return new Comparison(
        label,
        benchmark,
        new TreeMap<>(),
        SAME,
        SAME,
        "time/op",
        Optional.empty(),
        pairs,
        List.of(),
        Ending.finished());
  }

  /// A pair with all its turns.
  static Pair whole(int index, Recording.Recorded recorded) {
    return new Pair(
        index,
        fork(recorded.baseline(), -1),
        fork(recorded.candidate(), -1),
        new Surroundings(recorded.seconds(), 0, -1, -1));
  }

  /// A pair that took so long and whose one number is this.
  ///
  /// @param level logarithm of the baseline's cost
  /// @param cpuSeconds of both sides; negative where not recorded
  static Pair of(int index, double level, double logRatio, double seconds, double cpuSeconds) {
    long each = cpuSeconds < 0 ? -1 : Math.round(cpuSeconds * 1e9 / 2);
    return new Pair(
        index,
        fork(List.of(Math.exp(level)), each),
        fork(List.of(Math.exp(level + logRatio)), each),
        new Surroundings(seconds, 0, -1, -1));
  }

  private static Fork fork(List<Double> scores, long cpuNanos) {
    var turns =
        scores.stream()
            .map(score -> new Turn(false, true, score, 1, 0, -1, cpuNanos, -1, -1, -1, -1))
            .toList();
    return new Fork(0, "recorded", "unknown", UNIT, 0, List.of(), turns);
  }
}
