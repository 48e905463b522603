package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import java.util.Optional;
import java.util.function.Function;

/// Which share of JMH's scores the benchmark's own threads waited for a core that others held: it
/// is no part of `time/op`.
///
/// @param baseline the mean over its turns that count, 0 to 1
/// @param candidate the same of the other side
public record Waiting(double baseline, double candidate) {

  /// Less is what a machine that does nothing else has.
  private static final double SHOWN = 0.02;

  /// Empty where it is next to nothing, or not known.
  public static Optional<Waiting> of(Comparison comparison) {
    var waiting =
        new Waiting(share(comparison, Pair::baseline), share(comparison, Pair::candidate));
    return Math.max(waiting.baseline, waiting.candidate) >= SHOWN
        ? Optional.of(waiting)
        : Optional.empty();
  }

  private static double share(Comparison comparison, Function<Pair, Fork> side) {
    double sum = 0;
    int turns = 0;
    for (var pair : comparison.pairs()) {
      double[] scored = side.apply(pair).scoredCosts();
      double[] own = pair.costs(side.apply(pair));
      for (int i = 0; i < own.length; i++) {
        double share = 1 - own[i] / scored[i];
        sum += Double.isFinite(share) ? share : 0;
        turns++;
      }
    }
    return turns == 0 ? 0 : sum / turns;
  }
}
