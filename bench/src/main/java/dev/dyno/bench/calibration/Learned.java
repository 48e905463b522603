package dev.dyno.bench.calibration;

import dev.dyno.engine.embedded.latency.LatencyProfile;
import dev.dyno.engine.embedded.latency.Operation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// What a calibration found.
///
/// @param profile for the embedded daemon
/// @param evidence of the profile, as it stands in its file
/// @param rows of every operation that was timed, in the order of [Operation]
/// @param warnings about what the profile does not hold, for people
public record Learned(
    LatencyProfile profile, Map<String, Object> evidence, List<Row> rows, List<String> warnings) {

  public Learned {
    evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    rows = List.copyOf(rows);
    warnings = List.copyOf(warnings);
  }

  /// One operation.
  ///
  /// @param number of times
  /// @param median of the daemon, in ms
  /// @param p90 of the daemon, in ms
  /// @param own of the embedded daemon at full speed, its median, in ms
  /// @param fit of the difference; empty when the embedded daemon takes as long by itself
  /// @param sharing empty when it was not measured with several at once
  public record Row(
      Operation operation,
      int number,
      double median,
      double p90,
      double own,
      Optional<Fit> fit,
      Optional<Sharing> sharing) {}

  /// @param median of what the replay adds, in ms
  /// @param p90 of what the replay adds, in ms
  /// @param residual of the distribution, as a logarithm: 0.1 is about 10 %
  public record Fit(double median, double p90, double residual) {}

  /// @param measured speed-up by number at once
  /// @param replayed what the profile gives
  /// @param residual of the replayed, as a logarithm
  public record Sharing(
      SortedMap<Integer, Double> measured, SortedMap<Integer, Double> replayed, double residual) {}
}
