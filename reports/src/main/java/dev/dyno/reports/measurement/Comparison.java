package dev.dyno.reports.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Two variants of one benchmark, and the pairs of forks that measured them.
///
/// @param toggle what differs, for people: a toggle's id, `baseline vs candidate`, or the label of
///     a
///     [Contrast]
/// @param benchmark class and method, as JMH names it
/// @param params the benchmark's parameters that both sides share, by name
/// @param baseline the side compared against
/// @param candidate the side in question
/// @param metric the one that decides when measuring stops, such as `time/op`
/// @param target what the plan promised, when it promised something
/// @param pairs in time order
/// @param dropped why pairs were thrown away and measured again, one sentence each
/// @param ending why measuring stopped
/// @param regime what bounds the work at these parameters, in words: `latency-bound: …`
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
    Ending ending,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> regime) {

  public Comparison {
    params = new TreeMap<>(params);
    pairs = List.copyOf(pairs);
    dropped = List.copyOf(dropped);
  }

  /// Of a benchmark whose regime nobody named.
  public Comparison(
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
    this(
        toggle,
        benchmark,
        params,
        baseline,
        candidate,
        metric,
        target,
        pairs,
        dropped,
        ending,
        Optional.empty());
  }

  /// The same with another ending.
  public Comparison ending(Ending other) {
    return new Comparison(
        toggle, benchmark, params, baseline, candidate, metric, target, pairs, dropped, other,
        regime);
  }

  /// Which parameter differs, when one does: a comparison with a peer, or of two ways to work.
  public Optional<Contrast> contrast() {
    for (var own : candidate.params().entrySet()) {
      var theirs = baseline.params().get(own.getKey());
      if (theirs != null && !theirs.equals(own.getValue())) {
        return Optional.of(new Contrast(own.getKey(), theirs, own.getValue()));
      }
    }
    return Optional.empty();
  }

  /// `RegistryAuthBenchmark.resolve source=helper`: short, and still unique within a suite.
  public String title() {
    return title(benchmark, params);
  }

  /// The same of a benchmark that is not measured yet.
  public static String title(String benchmark, SortedMap<String, String> params) {
    int method = benchmark.lastIndexOf('.');
    int type = benchmark.lastIndexOf('.', method - 1);
    return fullTitle(benchmark.substring(type + 1), params);
  }

  /// `org.acme.RegistryAuthBenchmark.resolve source=helper`: what `--benchmark` is held against.
  public static String fullTitle(String benchmark, SortedMap<String, String> params) {
    var name = new StringBuilder(benchmark);
    params.forEach((key, value) -> name.append(' ').append(key).append('=').append(value));
    return name.toString();
  }
}
