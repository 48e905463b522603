package dev.dyno.reports.measurement;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How long a benchmark warms up, learned on a gate's baseline before anything was compared. It
/// holds for both sides.
///
/// @param benchmark class and method
/// @param params the benchmark's parameters, by name
/// @param jdk that ran it
/// @param jvmArgs beyond what the benchmark itself asks for
/// @param starts of each pilot fork: the turn from which its cost stayed at one level, from 0
/// @param turns that each fork of the gate therefore warms up
/// @param steady whether every pilot fork came to a level; else `turns` is what was asked for
public record LearnedWarmUp(
    String benchmark,
    SortedMap<String, String> params,
    String jdk,
    List<String> jvmArgs,
    List<Integer> starts,
    int turns,
    boolean steady) {

  public LearnedWarmUp {
    params = new TreeMap<>(params);
    jvmArgs = List.copyOf(jvmArgs);
    starts = List.copyOf(starts);
    if (turns < 1) {
      throw new IllegalArgumentException(
          "%d turns to warm %s up: need 1 or more".formatted(turns, benchmark));
    }
  }

  /// One sentence for people.
  public String sentence() {
    return steady
        ? "%s warms up for %d turns, learned on the baseline: its forks were at one level from %s turns on"
            .formatted(Comparison.title(benchmark, params), turns, starts)
        : "%s warms up for %d turns, as asked for: on the baseline it came to no level"
            .formatted(Comparison.title(benchmark, params), turns);
  }
}
