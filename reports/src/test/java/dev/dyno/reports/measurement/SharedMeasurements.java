package dev.dyno.reports.measurement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Shards of a run of four comparisons, `a.B.m0` to `a.B.m3`, in two shards: even ones in the
/// first.
///
/// @param commit of Dyno
/// @param seed of the run
/// @param startedAt of the shard
public record SharedMeasurements(String commit, long seed, Instant startedAt) {

  /// The id of the run.
  public static final String RUN = "run-17";

  /// Two that are not alike.
  public static final List<Machine> MACHINES =
      List.of(
          new Machine("Linux 6.1", "One CPU", 2, 8L << 30, "JDK 25", 0.5),
          new Machine("Linux 6.1", "Another CPU", 4, 16L << 30, "JDK 25", 0.5));

  private static final int SHARDS = 2;
  private static final int COMPARISONS = 4;

  /// As all shards of the run are.
  public SharedMeasurements() {
    this("c0ffee", 1, Instant.parse("2026-01-01T02:00:00Z"));
  }

  /// The run's plan.
  public static Shards plan() {
    return new Shards(
        RUN,
        SHARDS,
        IntStream.range(0, COMPARISONS)
            .mapToObj(
                i -> new Shards.Row("toggle", "a.B.m" + i, new TreeMap<>(), i % SHARDS + 1, true))
            .toList(),
        List.of());
  }

  /// What one shard measured, on a machine of its own.
  public Measurement shard(int shard) {
    return measured(shard, Optional.empty(), List.of(), 0.2).shard(plan(), shard);
  }

  /// The same of a gate.
  ///
  /// @param controls beside it
  /// @param ratio candidate over baseline, as a logarithm
  public Measurement gate(int shard, Gate terms, List<Control> controls, double ratio) {
    return measured(shard, Optional.of(terms), controls, ratio).shard(plan(), shard);
  }

  private Measurement measured(
      int shard, Optional<Gate> terms, List<Control> controls, double ratio) {
    return new Measurement(
        Measurement.SCHEMA,
        terms.isPresent() ? "gate" : "compare",
        startedAt.plusSeconds(shard),
        Duration.ofMinutes(shard),
        new Design("quick", TurnOrder.TURNS, seed, List.of(4), List.of("dyno"), "embedded"),
        new Provenance("0.1", commit, false),
        MACHINES.get(shard - 1),
        IntStream.range(0, COMPARISONS)
            .filter(i -> i % SHARDS + 1 == shard)
            .mapToObj(i -> comparison("a.B.m" + i, ratio))
            .toList(),
        List.of(),
        List.of("a note"),
        Optional.empty(),
        terms,
        controls);
  }

  /// Four pairs that agree on a ratio but for a little noise.
  public static Comparison comparison(String benchmark, double ratio) {
    var variant = new Variant("none", "test", List.of());
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < 4; i++) {
      double score = 100 * Math.exp(ratio + (i - 1.5) / 1000);
      pairs.add(new Pair(i, fork(100), fork(score), new Surroundings(2.5, 0, 0, 0)));
    }
    return new Comparison(
        "toggle",
        benchmark,
        new TreeMap<>(),
        variant,
        variant,
        "time/op",
        Optional.empty(),
        pairs,
        List.of(),
        Ending.finished());
  }

  private static Fork fork(double score) {
    var turns =
        IntStream.range(0, 5)
            .mapToObj(_ -> new Turn(false, true, score, 10, 1, 1, 1, 1000, 0, 0, 0))
            .toList();
    return new Fork(1, "test", "1.37", "us/op", 0, List.of(), turns);
  }
}
