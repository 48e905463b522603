package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Origin;
import dev.dyno.reports.measurement.Variant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// What one side of a run's comparisons ran.
///
/// @param name for people
/// @param jdk vendor and version
/// @param flags and system properties beyond what its benchmarks ask for
/// @param params of the benchmark that are this side's own
/// @param commit of its code, full hash or `unknown`
public record StoredVariant(
    String name, String jdk, List<String> flags, SortedMap<String, String> params, String commit) {

  public StoredVariant {
    flags = List.copyOf(flags);
    params = new TreeMap<>(params);
  }

  /// All of a run, each once, in the order in which its comparisons name them.
  static List<StoredVariant> of(Measurement run) {
    var all = new LinkedHashSet<StoredVariant>();
    for (var comparison : run.comparisons()) {
      all.add(of(comparison.baseline(), commit(run, Gate::baseline)));
      all.add(of(comparison.candidate(), commit(run, Gate::candidate)));
    }
    return List.copyOf(all);
  }

  private static String commit(Measurement run, Function<Gate, Origin> side) {
    return run.gate()
        .map(side)
        .map(Origin::commit)
        .map(commit -> commit.isEmpty() ? StoredRun.UNKNOWN : commit)
        .orElse(run.provenance().commit());
  }

  private static StoredVariant of(Variant variant, String commit) {
    return new StoredVariant(
        variant.name(), variant.jdk(), variant.jvmArgs(), variant.params(), commit);
  }
}
