package dev.dyno.bench.cli;

import dev.dyno.bench.nightly.SharedNight;
import dev.dyno.bench.shard.OwnShard;
import dev.dyno.bench.shard.Place;
import dev.dyno.bench.shard.RunId;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.SharedRun;
import dev.dyno.reports.history.StoredCost;
import dev.dyno.reports.measurement.Agreement;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Shards;
import dev.dyno.reports.verdict.Judged;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How several machines share what a command measures.
final class ShardOptions {

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "measure the I-th of N shards, from 1, and store it in the history: each comparison is in"
              + " one shard, and dyno report --run joins them")
  private @Nullable String shard;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description =
          "what all shards of a run have in common (default: DYNO_RUN_ID, or what GitHub, GitLab,"
              + " Jenkins or Azure call the pipeline)")
  private @Nullable String id;

  @Option(
      names = "--costs",
      paramLabel = "RUN",
      description =
          "a former run's folder, or its measurement.json: shards are made even by how long it took"
              + " (default: what the history knows; else all count the same)")
  private @Nullable Path costs;

  @Option(
      names = "--again",
      description = "measure the shard though the history has it, and take its place")
  private boolean again;

  /// What is measured here of a run: all of it when no shard was asked for.
  ///
  /// @param store where the shards meet
  /// @param design of the run
  /// @param gate its terms, when it is one
  /// @param rows every comparison of the whole run, in its order
  /// @param planOnly whether nothing may be written
  ShardRun of(
      Remembered store, Design design, Optional<Gate> gate, List<Shards.Row> rows, boolean planOnly)
      throws UsageException {
    if (shard == null) {
      idle();
      return ShardRun.none();
    }
    var command = gate.isPresent() ? "gate" : "compare";
    var provenance = Installation.running().provenance();
    var agreement = Agreement.of(command, design, provenance, gate);
    var asked = new OwnShard.Asked(id(), place(shard), costs(), planOnly);
    try {
      var shards = store.open().shards();
      return new ShardRun(Optional.of(OwnShard.begin(shards, asked, command, agreement, rows)));
    } catch (OwnShard.OtherPlan | HistoryException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  /// The night that is shared, when a shard was asked for.
  Optional<SharedNight> night() throws UsageException {
    return shard == null ? Optional.empty() : Optional.of(new SharedNight(id(), place(shard)));
  }

  /// What a night's phases need to say of it.
  List<String> words() throws UsageException {
    if (shard == null) {
      idle();
      return List.of();
    }
    var words = new ArrayList<>(List.of("--shard", shard, "--run-id", id()));
    if (costs != null) {
      words.addAll(List.of("--costs", costs.toString()));
    }
    if (again) {
      words.add("--again");
    }
    return words;
  }

  private void idle() throws UsageException {
    if (id != null || costs != null || again) {
      throw new UsageException("--run-id, --costs and --again go with --shard");
    }
  }

  boolean asked() {
    return shard != null;
  }

  /// What needs no measuring again.
  Optional<Judged> whole(ShardRun run) {
    return again
        ? Optional.empty()
        : run.own().flatMap(OwnShard::whole).map(stored -> Judged.of(stored.measurement()));
  }

  static Place place(String shard) throws UsageException {
    return Place.read(shard)
        .orElseThrow(
            () ->
                new UsageException(
                    "--shard '%s': write such as 2/5, the second of five; the first is 1/5"
                        .formatted(shard)));
  }

  /// The run's id.
  String id() throws UsageException {
    var found = Optional.ofNullable(id).or(() -> RunId.of(System.getenv()));
    if (found.isEmpty()) {
      throw new UsageException(
          "--shard needs --run-id, the same for all shards of a run: none of %s is set"
              .formatted(RunId.variables()));
    }
    if (found.get().isBlank() || found.get().length() > SharedRun.LONGEST_ID) {
      throw new UsageException(
          "--run-id '%s': give 1 to %d characters".formatted(found.get(), SharedRun.LONGEST_ID));
    }
    return found.get();
  }

  private Optional<Map<StoredCost.Key, Duration>> costs() throws UsageException {
    if (costs == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StoredCost.of(JoinedRuns.read(costs)).stream()
              .collect(Collectors.toMap(StoredCost::key, StoredCost::cost, (_, later) -> later)));
    } catch (IOException unreadable) {
      throw new UsageException(
          "--costs %s: %s".formatted(costs, unreadable.getMessage()), unreadable);
    }
  }
}
