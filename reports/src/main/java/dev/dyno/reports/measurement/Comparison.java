package dev.dyno.reports.measurement;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Two variants of one benchmark, and the pairs of forks that measured them.
///
/// @param toggle what differs, for people: a toggle's id, or `baseline vs candidate`
/// @param benchmark class and method, as JMH names it
/// @param params the benchmark's parameters, by name
/// @param baseline the side compared against
/// @param candidate the side in question
/// @param metric the one that decides when measuring stops, such as `time/op`
/// @param target what the plan promised, when it promised something
/// @param pairs in time order
/// @param dropped why pairs were thrown away and measured again, one sentence each
/// @param ending why measuring stopped
public record Comparison(
    String toggle,
    String benchmark,
    SortedMap<String, String> params,
    Variant baseline,
    Variant candidate,
    String metric,
    Optional<Target> target,
    List<Pair> pairs,
    List<String> dropped,
    Ending ending) {

  public Comparison {
    params = new TreeMap<>(params);
    pairs = List.copyOf(pairs);
    dropped = List.copyOf(dropped);
  }

  /// `RegistryAuthBenchmark.resolve source=helper`: short, and still unique within a suite.
  public String title() {
    int method = benchmark.lastIndexOf('.');
    int type = benchmark.lastIndexOf('.', method - 1);
    var name = new StringBuilder(benchmark.substring(type + 1));
    params.forEach((key, value) -> name.append(' ').append(key).append('=').append(value));
    return name.toString();
  }
}
