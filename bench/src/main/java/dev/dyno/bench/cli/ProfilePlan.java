package dev.dyno.bench.cli;

import dev.dyno.bench.suite.Catalog;
import dev.dyno.bench.trial.ProfileRun;
import dev.dyno.bench.variant.MeasuredVariant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which benchmark is to be sampled, and as what.
///
/// @param entry the benchmark with its parameters
/// @param sides one, or baseline and candidate
record ProfilePlan(Catalog.Entry entry, List<ProfileRun.Side> sides) {

  ProfilePlan {
    sides = List.copyOf(sides);
  }

  /// @param benchmark a regular expression that is to match one of the suite's titles
  /// @throws UsageException when it matches none or several, or a toggle is unknown
  static ProfilePlan of(
      String benchmark,
      @Nullable String baseline,
      @Nullable String candidate,
      MeasuredVariant suite)
      throws UsageException {
    if ((baseline == null) != (candidate == null)) {
      throw new UsageException("--baseline and --candidate go together: give both, or neither");
    }
    var entry = matching(benchmark);
    var sides = new ArrayList<ProfileRun.Side>();
    sides.add(
        new ProfileRun.Side(
            "baseline", PlanMaker.side(suite, baseline == null ? "none" : baseline)));
    if (candidate != null) {
      sides.add(new ProfileRun.Side("candidate", PlanMaker.side(suite, candidate)));
    }
    if (sides.size() == 2 && sides.getFirst().variant().equals(sides.getLast().variant())) {
      throw new UsageException(
          "--baseline and --candidate are both '%s': name two that differ"
              .formatted(sides.getFirst().variant().name()));
    }
    return new ProfilePlan(entry, sides);
  }

  /// What talks to peers is left out: most of their work is in processes of others.
  private static Catalog.Entry matching(String benchmark) throws UsageException {
    var byTitle = new LinkedHashMap<String, Catalog.Entry>();
    for (var entry : Catalog.entries()) {
      if (entry.toggle().isPresent()) {
        byTitle.putIfAbsent(PlanMaker.title(entry), entry);
      }
    }
    var matching = titles(benchmark, List.copyOf(byTitle.keySet()));
    if (matching.size() != 1) {
      var shown = matching.isEmpty() ? byTitle.keySet() : matching;
      throw new UsageException(
          "BENCHMARK '%s' matches %s: name one of%n  %s"
              .formatted(
                  benchmark,
                  matching.isEmpty()
                      ? "none of the suite's benchmarks"
                      : matching.size() + " of them",
                  String.join("\n  ", shown)));
    }
    return byTitle.getOrDefault(matching.getFirst(), Catalog.entries().getFirst());
  }

  private static List<String> titles(String benchmark, List<String> titles) throws UsageException {
    return titles.stream().filter(Matching.of("BENCHMARK", benchmark)).toList();
  }
}
