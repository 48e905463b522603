package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.statistics.VarianceComponents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How many turns a pair is worth: where the spread of a comparison's time lies, between pairs or
/// between the turns of one, and how many turns a pair should therefore have. It judges nothing,
/// and is about the mean of the turns, which is near the robust one that is judged.
///
/// @param betweenTurns standard deviation of `ln(candidate/baseline)` from turn to turn
/// @param betweenPairs the same from pair to pair
/// @param turns that each fork measured
/// @param best turns, for what a pair and a turn cost here; empty where pairs do not differ beyond
///     what their turns do
public record PairWorth(double betweenTurns, double betweenPairs, int turns, OptionalInt best) {

  private static final int LEAST_PAIRS = 4;

  /// Of the pairs that show a time.
  ///
  /// @return empty with fewer than 4 of them, or of one turn each
  public static Optional<PairWorth> of(Comparison comparison) {
    var groups = new ArrayList<double[]>();
    double pairSeconds = 0;
    double turnSeconds = 0;
    int turns = 0;
    for (var pair : comparison.pairs()) {
      var ratios = ratios(pair);
      if (ratios.length >= 2) {
        groups.add(ratios);
        turns += ratios.length;
        double measured =
            seconds(pair.baseline().measured()) + seconds(pair.candidate().measured());
        turnSeconds += measured;
        pairSeconds += Math.max(0, pair.surroundings().seconds() - measured);
      }
    }
    if (groups.size() < LEAST_PAIRS || turnSeconds <= 0 || pairSeconds <= 0) {
      return Optional.empty();
    }
    var components = VarianceComponents.of(groups);
    double cost = pairSeconds / groups.size() / (turnSeconds / turns);
    return Optional.of(
        new PairWorth(
            Math.sqrt(components.within()),
            Math.sqrt(components.between()),
            turns / groups.size(),
            components.best(cost)));
  }

  /// Turn by turn; empty where a score is none.
  private static double[] ratios(Pair pair) {
    double[] baseline = pair.costs(pair.baseline());
    double[] candidate = pair.costs(pair.candidate());
    var ratios = new double[Math.min(baseline.length, candidate.length)];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = Math.log(candidate[i] / baseline[i]);
      if (!Double.isFinite(ratios[i])) {
        return new double[0];
      }
    }
    return ratios;
  }

  private static double seconds(List<Turn> turns) {
    return turns.stream().mapToLong(Turn::wallNanos).sum() / 1e9;
  }
}
