package dev.dyno.bench.validation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dyno.reports.measurement.Pair;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Turns of many pairs of forks, recorded once on a machine in one state, so that rules can be
/// tried on real noise thousands of times. Two are committed beside this class, `quieter` and
/// `loaded`, by a prototype of this program; [LiveVerdicts#recordings] makes those of a machine.
///
/// @param schema [#SCHEMA]
/// @param state of the machine, in words
/// @param provenance where and how it was recorded, for people
/// @param pairs in time order
public record Recording(String schema, String state, String provenance, List<Recorded> pairs) {

  /// The version that this code reads.
  public static final String SCHEMA = "dyno-noise/2";

  private static final List<String> STATES = List.of("quieter", "loaded");

  public Recording {
    pairs = List.copyOf(pairs);
    if (!schema.equals(SCHEMA)) {
      throw new IllegalArgumentException(
          "schema '%s' is not '%s': this recording is from another version of Dyno"
              .formatted(schema, SCHEMA));
    }
  }

  /// One pair.
  ///
  /// @param benchmark which work: a title, or words
  /// @param order `turns`, `forks` for one after the other, or `duet`, which nothing is drawn from
  /// @param round in time order
  /// @param planted by how much the candidate was slowed down, as a share
  /// @param seconds of wall time, of the committed ones with the starts of the JVMs
  /// @param cpuSeconds of both forks' turns, warm-up included; negative where not recorded
  /// @param baseline costs of its turns, in any unit
  /// @param candidate costs of its turns, in that unit
  public record Recorded(
      String benchmark,
      String order,
      int round,
      double planted,
      double seconds,
      double cpuSeconds,
      List<Double> baseline,
      List<Double> candidate) {

    public Recorded {
      baseline = List.copyOf(baseline);
      candidate = List.copyOf(candidate);
    }

    /// Of a pair with the same code twice.
    ///
    /// @param order as of a pair
    static Recorded of(String benchmark, String order, int round, Pair pair) {
      return new Recorded(
          benchmark,
          order,
          round,
          0,
          pair.surroundings().seconds(),
          LiveCost.cpuSeconds(List.of(pair)),
          boxed(pair.baseline().costs()),
          boxed(pair.candidate().costs()));
    }

    private static List<Double> boxed(double[] values) {
      return Arrays.stream(values).boxed().toList();
    }
  }

  /// The committed ones, quieter first.
  public static List<Recording> committed() {
    return STATES.stream().map(Recording::read).toList();
  }

  private static Recording read(String state) {
    var name = "noise-%s.json.gz".formatted(state);
    var json =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    try (var stream = Recording.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("%s is not beside its class: build anew".formatted(name));
      }
      return json.readValue(new GZIPInputStream(stream), Recording.class);
    } catch (IOException unreadable) {
      throw new IllegalStateException("%s cannot be read".formatted(name), unreadable);
    }
  }

  /// Names of its benchmarks, each once.
  public List<String> benchmarks() {
    return pairs.stream().map(Recorded::benchmark).distinct().sorted().toList();
  }

  /// The pairs of one benchmark that were measured in one order.
  ///
  /// @param order `turns` or `forks`
  public List<Recorded> of(String benchmark, String order) {
    return pairs.stream()
        .filter(each -> each.benchmark().equals(benchmark) && each.order().equals(order))
        .toList();
  }
}
