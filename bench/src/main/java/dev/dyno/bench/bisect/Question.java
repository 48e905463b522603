package dev.dyno.bench.bisect;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a search is about. A search goes on only where all of it is the same.
///
/// @param good full hash; every commit is held against it
/// @param bad full hash
/// @param benchmark class and method
/// @param params its parameters
/// @param metric such as `time/op`
/// @param direction of the change
/// @param terms how it is measured, as words of a command line
/// @param machine fingerprint
public record Question(
    String good,
    String bad,
    String benchmark,
    SortedMap<String, String> params,
    String metric,
    Answer.Direction direction,
    List<String> terms,
    String machine) {

  public Question {
    params = new TreeMap<>(params);
    terms = List.copyOf(terms);
  }

  /// The same for the same question, in every JVM.
  public int hashed() {
    return List.of(
            benchmark,
            params.toString(),
            metric,
            direction.name(),
            String.join(" ", terms),
            machine)
        .hashCode();
  }
}
