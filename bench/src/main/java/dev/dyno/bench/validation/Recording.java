package dev.dyno.bench.validation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Turns of many pairs of forks, recorded once on a machine in one state, so that rules can be
/// tried on real noise thousands of times. Committed beside this class.
///
/// @param schema [#SCHEMA]
/// @param state of the machine: `loaded`, `quieter`
/// @param provenance where and how it was recorded, for people
/// @param pairs in time order
public record Recording(String schema, String state, String provenance, List<Recorded> pairs) {

  /// The version that this code reads.
  public static final String SCHEMA = "dyno-noise/1";

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
  /// @param benchmark which work, in words
  /// @param order `turns`, or `forks` for one after the other
  /// @param round in time order; one pair of each benchmark and order a round
  /// @param planted by how much the candidate was slowed down, as a share
  /// @param seconds of wall time, starts of the JVMs included
  /// @param baseline scores of its turns, ns/op
  /// @param candidate scores of its turns, ns/op
  public record Recorded(
      String benchmark,
      String order,
      int round,
      double planted,
      double seconds,
      List<Double> baseline,
      List<Double> candidate) {

    public Recorded {
      baseline = List.copyOf(baseline);
      candidate = List.copyOf(candidate);
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
