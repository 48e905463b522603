package dev.dyno.profiles.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How much to run. Read from YAML by [RunProfileFile].
///
/// @param name for reports
/// @param about one sentence for people
/// @param looks numbers of pairs after which a verdict may fall, rising, the first at least 2
/// @param turns of each fork, unless a selection says otherwise
/// @param select which comparisons of the catalog; at least one
public record RunProfile(
    String name, String about, List<Integer> looks, Turns turns, List<Selection> select) {

  public RunProfile {
    looks = List.copyOf(looks);
    select = List.copyOf(select);
    if (select.isEmpty()) {
      throw new IllegalArgumentException("'select' is empty: nothing would be measured");
    }
    if (looks.isEmpty() || looks.getFirst() < 2) {
      throw new IllegalArgumentException(
          "'looks' %s must start at 2 pairs or more".formatted(looks));
    }
    for (int k = 1; k < looks.size(); k++) {
      if (looks.get(k) <= looks.get(k - 1)) {
        throw new IllegalArgumentException("'looks' %s must rise".formatted(looks));
      }
    }
  }

  /// The turns of one fork.
  ///
  /// @param warmup turns that only warm up, 1 or more
  /// @param measured turns that count, 1 or more
  /// @param length of one; an invocation that takes longer makes the turn longer
  public record Turns(int warmup, int measured, Duration length) {

    public Turns {
      if (warmup < 1 || measured < 1) {
        throw new IllegalArgumentException(
            "turns: %d to warm up and %d measured, but each must be 1 or more"
                .formatted(warmup, measured));
      }
      if (length.toMillis() < 1) {
        throw new IllegalArgumentException("turns: a length of %s is below 1 ms".formatted(length));
      }
    }
  }

  /// Comparisons of the catalog that agree in everything said here.
  ///
  /// @param toggle its id, or the label of what else differs, or empty for any
  /// @param benchmark the end of its name, such as `ImageEnsureBenchmark.ensure`
  /// @param params those that must agree; others may be anything
  /// @param turns of each fork
  public record Selection(
      String toggle, String benchmark, SortedMap<String, String> params, Turns turns) {

    public Selection {
      params = new TreeMap<>(params);
    }

    /// Whether a comparison is meant.
    public boolean takes(String itsToggle, String itsBenchmark, Map<String, String> itsParams) {
      return (toggle.isEmpty() || toggle.equals(itsToggle))
          && (itsBenchmark.equals(benchmark) || itsBenchmark.endsWith("." + benchmark))
          && itsParams.entrySet().containsAll(params.entrySet());
    }
  }
}
