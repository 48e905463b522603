package dev.dyno.bench.validation;

import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.measurement.Provenance;
import dev.dyno.reports.statistics.ClopperPearson;
import java.time.Instant;
import java.util.List;

/// What is known of the judge: `qualify.json`.
///
/// @param schema [#SCHEMA]
/// @param kind `simulated` on recorded noise, or `live` on this machine
/// @param at when it was made
/// @param seed of every draw
/// @param provenance which code judged
/// @param machine that it ran on; simulated figures are not this machine's
/// @param sources where the noise comes from, for people
/// @param scores of every rule
/// @param gates whole gates; none when live
/// @param floors of every benchmark
/// @param costs of the same power by other rules
public record Qualification(
    String schema,
    String kind,
    Instant at,
    long seed,
    Provenance provenance,
    Machine machine,
    List<String> sources,
    List<Score> scores,
    List<GateScore> gates,
    List<Floor> floors,
    List<Cost> costs) {

  /// The version of this format.
  public static final String SCHEMA = "dyno-qualify/1";

  /// The file's name in a run's folder.
  public static final String NAME = "qualify.json";

  public Qualification {
    if (!schema.equals(SCHEMA)) {
      throw new IllegalArgumentException(
          "schema '%s' is not '%s': this file is from another version of Dyno"
              .formatted(schema, SCHEMA));
    }
    sources = List.copyOf(sources);
    scores = List.copyOf(scores);
    gates = List.copyOf(gates);
    floors = List.copyOf(floors);
    costs = List.copyOf(costs);
  }

  /// What each rule said of all benchmarks.
  public List<Together> together() {
    return Together.of(scores);
  }

  /// How often this program called the same code dearer, all benchmarks together; empty of rival
  /// rules.
  ///
  /// @throws IllegalStateException when the same code was never judged
  public ClopperPearson falseAlarms() {
    int trials = 0;
    int alarms = 0;
    for (var score : scores) {
      if (score.rule().equals(Score.OURS) && score.sameCode()) {
        trials += score.trials();
        alarms += score.dearer();
      }
    }
    if (trials == 0) {
      throw new IllegalStateException("the same code was never judged: nothing is known");
    }
    return ClopperPearson.of(alarms, trials, 0.95);
  }
}
