package dev.dyno.bench.validation;

import dev.dyno.reports.measurement.Pair;
import java.util.ArrayList;
import java.util.List;

/// Other rules on the same forks: as many in a row as a rule takes, each fork once, so that a rule
/// of 5 forks a side says something of every 5 pairs.
///
/// Where forks took turns, both sides share the machine's drift, which favours these rules: people
/// run one side and then the other.
///
/// @param pairs of one benchmark and size, in time order
record LiveRivals(List<Pair> pairs) {

  /// Of each rule for which there are forks enough.
  ///
  /// @param suffix of the rule's name
  List<Score> scores(String suffix, String state, String benchmark, double size) {
    var scores = new ArrayList<Score>();
    for (var rival : Rival.values()) {
      if (pairs.size() >= rival.forks()) {
        scores.add(score(rival, suffix, state, benchmark, size));
      }
    }
    return scores;
  }

  private Score score(Rival rival, String suffix, String state, String benchmark, double size) {
    int forks = rival.forks();
    int trials = pairs.size() / forks;
    int dearer = 0;
    int cheaper = 0;
    for (int i = 0; i < trials; i++) {
      var some = pairs.subList(i * forks, (i + 1) * forks);
      var there = some.stream().map(pair -> pair.baseline().scoredCosts()).toList();
      var here = some.stream().map(pair -> pair.candidate().scoredCosts()).toList();
      boolean called = rival.dearer(there, here);
      dearer += called ? 1 : 0;
      cheaper += !called && rival.dearer(here, there) ? 1 : 0;
    }
    var used = pairs.subList(0, trials * forks);
    double cpu = LiveCost.cpuSeconds(used);
    return new Score(
        rival.label() + suffix,
        state,
        benchmark,
        size,
        0,
        trials,
        dearer,
        cheaper,
        0,
        forks,
        used.stream().mapToDouble(pair -> pair.surroundings().seconds()).sum() / trials,
        cpu < 0 ? -1 : cpu / trials,
        0);
  }
}
