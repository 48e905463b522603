package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Whether the forks of a comparison were warm when their turns began to count. It is looked at in
/// both arms, and never shortens or lengthens one of them: turns count from the same one on.
///
/// @param baseline median over its forks of the turn from which the cost stays at one level, from 0
/// @param candidate the same of the candidate
/// @param turns that only warm up
/// @param late forks that came to their level after those, or to none at all
/// @param forks of both sides together
public record WarmUp(int baseline, int candidate, int turns, int late, int forks) {

  public WarmUp {
    if (late < 0 || late > forks || forks < 2) {
      throw new IllegalArgumentException("%d of %d forks were late".formatted(late, forks));
    }
  }

  /// Of the forks with turns enough.
  ///
  /// @return empty where no pair has two of those
  public static Optional<WarmUp> of(Comparison comparison) {
    var baseline = new ArrayList<Fork>();
    var candidate = new ArrayList<Fork>();
    for (var pair : comparison.pairs()) {
      if (Metric.WARM_UP.logRatio(pair).isPresent()) {
        baseline.add(pair.baseline());
        candidate.add(pair.candidate());
      }
    }
    if (baseline.isEmpty()) {
      return Optional.empty();
    }
    int late = late(baseline) + late(candidate);
    return Optional.of(
        new WarmUp(
            median(baseline),
            median(candidate),
            warmups(baseline.getFirst()),
            late,
            2 * baseline.size()));
  }

  /// Whether most forks were warm in time.
  public boolean enough() {
    return 2 * late <= forks;
  }

  private static int late(List<Fork> forks) {
    return (int)
        forks.stream()
            .filter(
                fork ->
                    Metric.steady(fork)
                        .map(steady -> steady.start() > warmups(fork) || !steady.reached())
                        .orElse(false))
            .count();
  }

  private static int warmups(Fork fork) {
    return (int) fork.turns().stream().filter(Turn::warmup).count();
  }

  private static int median(List<Fork> forks) {
    int[] starts =
        forks.stream().mapToInt(fork -> Metric.steady(fork).orElseThrow().start()).toArray();
    Arrays.sort(starts);
    return starts[starts.length / 2];
  }
}
