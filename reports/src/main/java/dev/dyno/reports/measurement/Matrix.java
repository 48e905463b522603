package dev.dyno.reports.measurement;

import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One benchmark with many sets of toggles on, each in pairs against the same baseline: what a
/// factorial design needs to tell every toggle's effect, and what every two of them do together.
///
/// @param benchmark class and method, as JMH names it
/// @param params the benchmark's parameters, by name
/// @param metric that the benchmark is about, such as `time/op`
/// @param factors the toggles, in the order A, B, C … of the generators
/// @param generators of the last factors, such as `E=ABCD`; none when all combinations are runs
/// @param pairs planned for each run, 1 or more
/// @param baseline side of every pair: all toggles off
/// @param runs in the order in which they were measured; one that got no pair is present with none
public record Matrix(
    String benchmark,
    SortedMap<String, String> params,
    String metric,
    List<String> factors,
    List<String> generators,
    int pairs,
    Variant baseline,
    List<Run> runs) {

  public Matrix {
    params = new TreeMap<>(params);
    factors = List.copyOf(factors);
    generators = List.copyOf(generators);
    runs = List.copyOf(runs);
    if (factors.isEmpty() || new HashSet<>(factors).size() < factors.size()) {
      throw new IllegalArgumentException(
          "factors %s: need at least one, and each once".formatted(factors));
    }
    var seen = new HashSet<List<String>>();
    for (var run : runs) {
      if (!seen.add(run.on())) {
        throw new IllegalArgumentException("two runs of %s: need each once".formatted(run.on()));
      }
      if (!factors.containsAll(run.on())) {
        throw new IllegalArgumentException(
            "a run of %s has more on than the factors %s".formatted(run.on(), factors));
      }
    }
  }

  /// One set of toggles.
  ///
  /// @param on in the order of the factors; none in the run that compares the baseline with itself
  /// @param candidate side of its pairs
  /// @param pairs in time order
  /// @param dropped why pairs were thrown away and measured again, one sentence each
  /// @param ending why measuring stopped
  public record Run(
      List<String> on, Variant candidate, List<Pair> pairs, List<String> dropped, Ending ending) {

    public Run {
      on = List.copyOf(on);
      pairs = List.copyOf(pairs);
      dropped = List.copyOf(dropped);
    }
  }

  /// `PipelineBenchmark.run tree=mixed`: short, and still unique within a suite.
  public String title() {
    return Comparison.title(benchmark, params);
  }

  /// Runs with as many pairs as planned.
  public long wholeRuns() {
    return runs.stream().filter(run -> run.pairs().size() >= pairs).count();
  }
}
