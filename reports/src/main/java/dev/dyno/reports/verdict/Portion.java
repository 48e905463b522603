package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Control;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Qualified;
import dev.dyno.reports.measurement.Shards;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one machine measured of a run. It is judged by what is known of that machine, and spoiled
/// by nothing but the machine's own controls.
///
/// @param shard its number, where several machines share the run
/// @param comparisons that it measured
/// @param controls beside them
/// @param known of the machine
record Portion(
    Optional<Integer> shard,
    List<Comparison> comparisons,
    List<Control> controls,
    Optional<Qualified> known) {

  /// All portions of a measurement: one, unless it joins shards.
  static List<Portion> of(Measurement measurement) {
    var shards = measurement.shards();
    if (shards.isEmpty()) {
      return List.of(
          new Portion(
              Optional.empty(),
              measurement.comparisons(),
              measurement.controls(),
              measurement.design().qualified()));
    }
    var portions = new ArrayList<Portion>();
    int controls = 0;
    for (var part : shards.get().parts()) {
      portions.add(
          new Portion(
              Optional.of(part.shard()),
              comparisons(measurement, shards.get(), part.shard()),
              measurement.controls().subList(controls, controls + part.controls()),
              part.qualified()));
      controls += part.controls();
    }
    return portions;
  }

  private static List<Comparison> comparisons(Measurement measurement, Shards shards, int shard) {
    return measurement.comparisons().stream().filter(it -> shards.shard(it) == shard).toList();
  }

  /// What its controls showed, said of the shard where there are several.
  Controls judged() {
    var controls = ControlJudge.judge(controls());
    return shard
        .map(
            number ->
                new Controls(
                    controls.rows(),
                    controls.moved().map(why -> "shard %d: %s".formatted(number, why)),
                    controls.bytesMoved().map(why -> "shard %d: %s".formatted(number, why))))
        .orElse(controls);
  }
}
