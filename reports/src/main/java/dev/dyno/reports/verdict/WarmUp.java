package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.LearnedWarmUp;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.statistics.SteadyState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether the forks of a comparison were warm when their turns began to count. It is looked at in
/// both arms, and never shortens or lengthens one of them: turns count from the same one on.
///
/// @param baseline median over its forks of the turn from which the cost stays at one level, from 0
/// @param candidate the same of the candidate
/// @param turns that only warm up
/// @param late forks that came to their level after those, or to none at all
/// @param forks of both sides together
public record WarmUp(int baseline, int candidate, int turns, int late, int forks) {

  private static final double MOST = 0.9;
  private static final double MORE = 1.25;
  private static final int LEAST_TURNS = 5;

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

  /// How long to warm up, from pilot pairs of one variant with itself: a quarter more than 90 % of
  /// its forks took.
  ///
  /// @param pilot pairs whose turns all tell
  /// @param asked turns, which stay where a fork came to no level
  public static LearnedWarmUp learned(Comparison pilot, int asked) {
    var steady =
        pilot.pairs().stream()
            .flatMap(pair -> Stream.of(pair.baseline(), pair.candidate()))
            .flatMap(fork -> Metric.steady(fork).stream())
            .toList();
    var starts = steady.stream().map(SteadyState::start).sorted().toList();
    boolean known = !steady.isEmpty() && steady.stream().allMatch(SteadyState::reached);
    int turns = asked;
    if (known) {
      int rank = (int) Math.ceil(MOST * starts.size()) - 1;
      turns = Math.max(LEAST_TURNS, (int) Math.ceil(MORE * starts.get(rank)));
    }
    return new LearnedWarmUp(
        pilot.benchmark(),
        pilot.params(),
        pilot.baseline().jdk(),
        pilot.baseline().jvmArgs(),
        starts,
        turns,
        known);
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
