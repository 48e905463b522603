package dev.dyno.reports.measurement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes one measurement of the shards of a run. Nothing is pooled: each comparison comes from one
/// shard with all its pairs, and each shard keeps its machine, what was known of it, and its
/// controls.
public final class ShardJoin {

  private ShardJoin() {}

  /// Joins them, in whatever order they are.
  ///
  /// @param measurements each of one shard; the same one may be there again
  /// @throws ShardException.Mismatch when they are of different runs, plans or commits, or a shard
  ///     is there with two contents
  /// @throws ShardException.Missing when one is not there
  public static Measurement of(List<Measurement> measurements) throws ShardException {
    var byShard = byShard(measurements.stream().distinct().toList());
    var first = byShard.firstEntry().getValue();
    var shards = shards(first);
    var missing = shards.needed().stream().filter(shard -> !byShard.containsKey(shard)).toList();
    if (!missing.isEmpty()) {
      throw new ShardException.Missing(
          "run %s lacks %s of %d shards: %s; run what is missing again, with the same --run-id"
              .formatted(
                  shards.run(),
                  missing.size(),
                  shards.of(),
                  missing.stream()
                      .map(shard -> "%d/%d".formatted(shard, shards.of()))
                      .collect(Collectors.joining(", "))));
    }
    return joined(shards, first, List.copyOf(byShard.values()));
  }

  private static SortedMap<Integer, Measurement> byShard(List<Measurement> measurements)
      throws ShardException {
    var byShard = new TreeMap<Integer, Measurement>();
    for (var each : measurements) {
      var own = shards(each);
      var first = byShard.isEmpty() ? each : byShard.firstEntry().getValue();
      agreeing(own, each, shards(first), first);
      int shard = own.parts().getFirst().shard();
      var before = byShard.putIfAbsent(shard, each);
      if (before != null) {
        throw new ShardException.Mismatch(
            "shard %d/%d of run %s is there twice, with different contents: from %s and from %s. Measure it again with --again, which takes the place of both"
                .formatted(shard, own.of(), own.run(), before.startedAt(), each.startedAt()));
      }
      whole(own, shard, each);
    }
    if (byShard.isEmpty()) {
      throw new ShardException.Missing("there is no shard to join");
    }
    return byShard;
  }

  private static Shards shards(Measurement measurement) throws ShardException {
    var shards = measurement.shards().filter(it -> it.parts().size() == 1);
    if (shards.isEmpty()) {
      throw new ShardException.Mismatch(
          "the %s from %s is no shard of a run"
              .formatted(measurement.command(), measurement.startedAt()));
    }
    return shards.get();
  }

  private static void agreeing(Shards own, Measurement each, Shards others, Measurement first)
      throws ShardException {
    if (!own.run().equals(others.run())) {
      throw new ShardException.Mismatch(
          "shards of two runs: %s and %s".formatted(own.run(), others.run()));
    }
    var which =
        "shard %d/%d of run %s".formatted(own.parts().getFirst().shard(), own.of(), own.run());
    var differs = Agreement.of(each).difference(Agreement.of(first));
    if (differs.isPresent()) {
      throw new ShardException.Mismatch(
          "%s is not of the same plan as shard %d/%d: %s"
              .formatted(which, others.parts().getFirst().shard(), others.of(), differs.get()));
    }
    if (own.of() != others.of() || !own.plan().equals(others.plan())) {
      throw new ShardException.Mismatch(
          "%s was split otherwise than shard %d/%d: each comparison must be in one shard"
              .formatted(which, others.parts().getFirst().shard(), others.of()));
    }
  }

  /// A shard has what the plan gave it, in the plan's order, and nothing else.
  private static void whole(Shards shards, int shard, Measurement measurement)
      throws ShardException {
    var planned = shards.plan().stream().filter(row -> row.shard() == shard).toList();
    var measured = measurement.comparisons();
    for (int i = 0; i < Math.max(planned.size(), measured.size()); i++) {
      if (i >= planned.size() || i >= measured.size() || !planned.get(i).is(measured.get(i))) {
        throw new ShardException.Mismatch(
            "shard %d/%d of run %s does not have the %d comparisons that its plan gave it"
                .formatted(shard, shards.of(), shards.run(), planned.size()));
      }
    }
  }

  private static Measurement joined(Shards shards, Measurement first, List<Measurement> parts) {
    var began = parts.stream().map(Measurement::startedAt).min(Instant::compareTo).orElseThrow();
    var ended =
        parts.stream()
            .map(it -> it.startedAt().plus(it.elapsed()))
            .max(Instant::compareTo)
            .orElseThrow();
    var design = first.design();
    return new Measurement(
        Measurement.SCHEMA,
        first.command(),
        began,
        Duration.between(began, ended),
        new Design(
            design.profile(),
            design.order(),
            design.seed(),
            design.looks(),
            design.reproduce(),
            design.engine(),
            Optional.empty()), // of each machine its own, in the parts
        first.provenance(),
        first.machine(),
        comparisons(shards, parts),
        parts.stream().flatMap(it -> it.facts().stream()).toList(),
        missing(parts),
        Optional.empty(),
        first.gate().map(gate -> gate.with(warmUps(parts))),
        parts.stream().flatMap(it -> it.controls().stream()).toList(),
        Optional.of(
            shards.with(
                parts.stream()
                    .flatMap(it -> it.shards().orElseThrow().parts().stream())
                    .sorted(Comparator.comparingInt(Shards.Part::shard))
                    .toList())));
  }

  /// In the order of the whole plan.
  private static List<Comparison> comparisons(Shards shards, List<Measurement> parts) {
    var all = parts.stream().flatMap(it -> it.comparisons().stream()).toList();
    var ordered = new ArrayList<Comparison>();
    for (var row : shards.plan()) {
      all.stream().filter(row::is).findFirst().ifPresent(ordered::add);
    }
    return ordered;
  }

  private static List<LearnedWarmUp> warmUps(List<Measurement> parts) {
    return parts.stream().flatMap(it -> it.gate().orElseThrow().warmUps().stream()).toList();
  }

  private static List<String> missing(List<Measurement> parts) {
    var missing = new ArrayList<String>();
    for (var part : parts) {
      int shard = part.shards().orElseThrow().parts().getFirst().shard();
      part.missing().forEach(each -> missing.add("shard %d: %s".formatted(shard, each)));
    }
    return missing;
  }
}
