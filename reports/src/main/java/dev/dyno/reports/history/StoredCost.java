package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How long a comparison took to measure, all its pairs with the starts of their JVMs.
///
/// @param key of the comparison
/// @param cost wall time
/// @param measuredAt when its run began
public record StoredCost(Key key, Duration cost, Instant measuredAt) {

  /// Names a comparison from night to night. A gate's toggle names its sides, which change: its
  /// benchmarks are the same all the same.
  ///
  /// @param command that measured it
  /// @param toggle what differed; of a gate `gate`
  public record Key(
      String command, String toggle, String benchmark, SortedMap<String, String> params) {

    private static final String GATE = "gate";

    public Key {
      params = new TreeMap<>(params);
      toggle = command.equals(GATE) ? GATE : toggle;
    }
  }

  /// Of every comparison that got a pair and was not cut; of a matrix none.
  public static List<StoredCost> of(Measurement measurement) {
    return measurement.comparisons().stream()
        .filter(each -> !each.pairs().isEmpty())
        .filter(each -> each.ending().kind() == Ending.Kind.FINISHED)
        .map(each -> of(measurement, each))
        .toList();
  }

  private static StoredCost of(Measurement measurement, Comparison comparison) {
    double seconds =
        comparison.pairs().stream().mapToDouble(pair -> pair.surroundings().seconds()).sum();
    return new StoredCost(
        new Key(
            measurement.command(),
            comparison.toggle(),
            comparison.benchmark(),
            comparison.params()),
        Duration.ofMillis(Math.max(1, Math.round(seconds * 1000))),
        measurement.startedAt());
  }
}
