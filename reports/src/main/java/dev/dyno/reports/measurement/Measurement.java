package dev.dyno.reports.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything one command measured. Written whole or not at all, see [MeasurementFile].
///
/// @param schema the version of this format, [#SCHEMA]
/// @param command the command that measured, such as `compare`
/// @param startedAt when measuring began
/// @param elapsed wall time from start to the last pair
/// @param design what was fixed before the start
/// @param provenance which code measured
/// @param machine where it was measured
/// @param comparisons in the order of the plan; one that got no pair is present with none
/// @param facts exact readings, baseline beside candidate
/// @param missing what the plan asked for and this file lacks, one sentence each; empty when whole
/// @param matrix runs of a factorial design, when the command measured one
/// @param gate what a gate held its candidate to, when the command was one
/// @param controls what cannot have changed, measured beside the rest; often none
/// @param shards who else measured of the same run, where several machines share one
public record Measurement(
    String schema,
    String command,
    Instant startedAt,
    Duration elapsed,
    Design design,
    Provenance provenance,
    Machine machine,
    List<Comparison> comparisons,
    List<Fact> facts,
    List<String> missing,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Matrix> matrix,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Gate> gate,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<Control> controls,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Shards> shards) {

  /// The version that this code reads and writes.
  public static final String SCHEMA = "dyno/1";

  public Measurement {
    if (!schema.equals(SCHEMA)) {
      throw new IllegalArgumentException(
          "schema '%s' is not '%s': this file is from another version of Dyno"
              .formatted(schema, SCHEMA));
    }
    comparisons = List.copyOf(comparisons);
    facts = List.copyOf(facts);
    missing = List.copyOf(missing);
    controls = List.copyOf(controls);
    if (matrix.isEmpty() && design.looks().getFirst() < 2) {
      throw new IllegalArgumentException(
          "looks %s: the first look of a comparison needs at least 2 pairs"
              .formatted(design.looks()));
    }
  }

  /// Of neither a factorial design nor a gate.
  public Measurement(
      String schema,
      String command,
      Instant startedAt,
      Duration elapsed,
      Design design,
      Provenance provenance,
      Machine machine,
      List<Comparison> comparisons,
      List<Fact> facts,
      List<String> missing) {
    this(
        schema,
        command,
        startedAt,
        elapsed,
        design,
        provenance,
        machine,
        comparisons,
        facts,
        missing,
        Optional.empty(),
        Optional.empty());
  }

  /// Without controls.
  public Measurement(
      String schema,
      String command,
      Instant startedAt,
      Duration elapsed,
      Design design,
      Provenance provenance,
      Machine machine,
      List<Comparison> comparisons,
      List<Fact> facts,
      List<String> missing,
      Optional<Matrix> matrix,
      Optional<Gate> gate) {
    this(
        schema,
        command,
        startedAt,
        elapsed,
        design,
        provenance,
        machine,
        comparisons,
        facts,
        missing,
        matrix,
        gate,
        List.of());
  }

  /// Measured by one machine, whole.
  public Measurement(
      String schema,
      String command,
      Instant startedAt,
      Duration elapsed,
      Design design,
      Provenance provenance,
      Machine machine,
      List<Comparison> comparisons,
      List<Fact> facts,
      List<String> missing,
      Optional<Matrix> matrix,
      Optional<Gate> gate,
      List<Control> controls) {
    this(
        schema,
        command,
        startedAt,
        elapsed,
        design,
        provenance,
        machine,
        comparisons,
        facts,
        missing,
        matrix,
        gate,
        controls,
        Optional.empty());
  }

  /// The same with its facts counted.
  public Measurement with(List<Fact> counted, List<String> stillMissing) {
    return new Measurement(
        schema,
        command,
        startedAt,
        elapsed,
        design,
        provenance,
        machine,
        comparisons,
        counted,
        stillMissing,
        matrix,
        gate,
        controls,
        shards);
  }

  /// The same as one shard of a run.
  ///
  /// @param run all of it, without a part yet
  /// @param shard that this is, from 1
  public Measurement shard(Shards run, int shard) {
    var own =
        new Shards.Part(shard, startedAt, elapsed, machine, design.qualified(), controls.size());
    return new Measurement(
        schema,
        command,
        startedAt,
        elapsed,
        design,
        provenance,
        machine,
        comparisons,
        facts,
        missing,
        matrix,
        gate,
        controls,
        Optional.of(run.with(List.of(own))));
  }
}
