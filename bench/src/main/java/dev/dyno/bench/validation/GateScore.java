package dev.dyno.bench.validation;

import dev.dyno.reports.statistics.ClopperPearson;

/// What gates of several unchanged benchmarks said.
///
/// @param state of the machine
/// @param comparisons in each gate
/// @param threshold of each, as a share
/// @param gates that ran
/// @param alarms of them, how many called any comparison Regressed
/// @param passed how many passed, Undecided ones among them where that only warns
public record GateScore(
    String state, int comparisons, double threshold, int gates, int alarms, int passed) {

  public GateScore {
    if (gates < 1 || alarms < 0 || passed < 0 || alarms + passed > gates) {
      throw new IllegalArgumentException(
          "%d alarms and %d passed of %d gates".formatted(alarms, passed, gates));
    }
  }

  /// How often a gate of unchanged code alarms, with its 95 % interval.
  public ClopperPearson falseAlarms() {
    return ClopperPearson.of(alarms, gates, 0.95);
  }
}
