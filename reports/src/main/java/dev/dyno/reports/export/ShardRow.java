package dev.dyno.reports.export;

import dev.dyno.reports.history.Fingerprint;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Qualified;
import dev.dyno.reports.measurement.Shards;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Which machine measured which comparisons, of a run that several machines shared.
///
/// @param shard from 1
/// @param of how many there are
/// @param machine its fingerprint: two with the same one are alike
/// @param about the machine, in words
/// @param startedAt when its measuring began
/// @param seconds to its last pair
/// @param qualified whether the history knew how this machine errs
/// @param comparisons titles, in the order of the plan
public record ShardRow(
    int shard,
    int of,
    String machine,
    String about,
    String startedAt,
    double seconds,
    boolean qualified,
    List<String> comparisons) {

  private static final double GIB = 1024.0 * 1024 * 1024;

  /// Of every shard that a measurement has; none where one machine measured everything.
  public static List<ShardRow> of(Measurement measurement) {
    return measurement
        .shards()
        .map(it -> it.parts().stream().map(part -> of(it, part, measurement)).toList())
        .orElse(List.of());
  }

  private static ShardRow of(Shards shards, Shards.Part part, Measurement measurement) {
    return new ShardRow(
        part.shard(),
        shards.of(),
        Fingerprint.of(part.machine()),
        about(part.machine()),
        part.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        part.elapsed().toMillis() / 1000.0,
        part.qualified().map(Qualified::verdicts).isPresent(),
        measurement.comparisons().stream()
            .filter(each -> shards.shard(each) == part.shard())
            .map(each -> named(each, measurement))
            .toList());
  }

  /// A gate's comparisons differ by nothing but their benchmark.
  private static String named(Comparison comparison, Measurement measurement) {
    return measurement.gate().isPresent()
        ? comparison.title()
        : "%s (%s)".formatted(comparison.title(), comparison.toggle());
  }

  private static String about(Machine machine) {
    return "%s, %d %s, %.1f GiB, %s, %s"
        .formatted(
            machine.cpu(),
            machine.cores(),
            machine.cores() == 1 ? "core" : "cores",
            machine.memoryBytes() / GIB,
            machine.kernel(),
            machine.jdk());
  }

  /// One line for people: what was measured where, and for how long.
  public String sentence() {
    return "shard %d/%d: %d comparisons in %s on machine %s (%s): %s"
        .formatted(
            shard,
            of,
            comparisons.size(),
            spoken(),
            machine,
            about,
            String.join(", ", comparisons));
  }

  /// `1 h 2 min`, `4 min 10 s`, `12 s`.
  public String spoken() {
    var time = Duration.ofMillis(Math.round(seconds * 1000));
    if (time.toHours() > 0) {
      return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
        : "%d s".formatted(time.toSeconds());
  }

  /// The shard of a comparison; empty where one machine measured everything.
  static Optional<Integer> shard(Measurement measurement, Comparison comparison) {
    return measurement.shards().map(it -> it.shard(comparison));
  }
}
