package dev.dyno.reports.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A run that several machines share: who measures what of it. Every comparison is measured by one
/// shard, all its pairs on one machine, so that no two machines are ever compared.
///
/// @param run the id that all its shards have in common
/// @param of how many shards there are
/// @param plan every comparison of the run, in its order
/// @param parts the shards that are in this file: its own, or once they are joined all of them
public record Shards(String run, int of, List<Row> plan, List<Part> parts) {

  public Shards {
    plan = List.copyOf(plan);
    parts = List.copyOf(parts);
    if (run.isBlank() || of < 1) {
      throw new IllegalArgumentException("run '%s' of %d shards".formatted(run, of));
    }
    for (var row : plan) {
      if (row.shard < 1 || row.shard > of) {
        throw new IllegalArgumentException(
            "%s in shard %d of %d".formatted(row.title(), row.shard, of));
      }
    }
  }

  /// One comparison of the whole run.
  ///
  /// @param toggle what differs
  /// @param benchmark class and method
  /// @param params that both sides share
  /// @param shard that measures it, from 1
  /// @param measured false where no pairs are needed, as of identical byte code
  public record Row(
      String toggle,
      String benchmark,
      SortedMap<String, String> params,
      int shard,
      boolean measured) {

    public Row {
      params = new TreeMap<>(params);
    }

    /// The same in another shard.
    public Row in(int other) {
      return new Row(toggle, benchmark, params, other, measured);
    }

    /// Whether a comparison is this one.
    public boolean is(Comparison comparison) {
      return comparison.toggle().equals(toggle)
          && comparison.benchmark().equals(benchmark)
          && comparison.params().equals(params);
    }

    /// For people.
    public String title() {
      return toggle + " " + Comparison.title(benchmark, params);
    }
  }

  /// One shard: where and when it was measured.
  ///
  /// @param shard from 1
  /// @param startedAt when its measuring began
  /// @param elapsed wall time to its last pair
  /// @param machine that measured
  /// @param qualified what was known of that machine
  /// @param controls how many of the file's controls are its own; they lie in the order of the
  ///     parts
  public record Part(
      int shard,
      Instant startedAt,
      Duration elapsed,
      Machine machine,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Qualified> qualified,
      int controls) {}

  /// With the shards that were measured.
  public Shards with(List<Part> measured) {
    return new Shards(run, of, plan, measured);
  }

  /// The shards that have something to measure or to tell; where there are more shards than
  /// comparisons, the last ones have not.
  public List<Integer> needed() {
    return plan.stream().map(Row::shard).distinct().sorted().toList();
  }

  /// The shard that measures it.
  ///
  /// @throws IllegalArgumentException when the plan has no such comparison
  public int shard(Comparison comparison) {
    return plan.stream()
        .filter(row -> row.is(comparison))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(comparison.title() + " is not in the plan"))
        .shard;
  }

  /// Class and method of every comparison that needs pairs, in whichever shard: what a gate decides
  /// together.
  public List<String> benchmarks() {
    return plan.stream().filter(Row::measured).map(Row::benchmark).toList();
  }
}
