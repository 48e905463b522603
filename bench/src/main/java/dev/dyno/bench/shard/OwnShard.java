package dev.dyno.bench.shard;

import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.ShardStore;
import dev.dyno.reports.history.SharedRun;
import dev.dyno.reports.history.StoredCost;
import dev.dyno.reports.history.StoredShard;
import dev.dyno.reports.measurement.Agreement;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Shards;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The shard that a command is to measure of a run that several machines share.
///
/// @param store where they meet
/// @param run as whoever came first planned it
/// @param place which shard this is
/// @param stored what is there of it already
public record OwnShard(ShardStore store, SharedRun run, Place place, List<StoredShard> stored) {

  /// Exit codes that say that something was told of every comparison. With any other, a shard is
  /// worth another try, and a better one takes its place.
  private static final Set<Integer> TOLD = Set.of(0, 3, 4);

  public OwnShard {
    stored = List.copyOf(stored);
  }

  /// What a shard is asked to be.
  ///
  /// @param id of the run
  /// @param place which shard
  /// @param costs from a former result; empty for those of the history
  /// @param planOnly whether nothing may be written
  public record Asked(
      String id, Place place, Optional<Map<StoredCost.Key, Duration>> costs, boolean planOnly) {}

  /// The run was begun, and this shard would measure another one.
  public static final class OtherPlan extends Exception {
    private static final long serialVersionUID = 1;

    OtherPlan(String message) {
      super(message);
    }
  }

  /// Splits the run, unless another shard did already.
  ///
  /// @param rows every comparison of the whole run, in its order, whichever shard they name
  /// @throws OtherPlan when that one planned something else
  public static OwnShard begin(
      ShardStore store, Asked asked, String command, Agreement agreement, List<Shards.Row> rows)
      throws HistoryException, OtherPlan {
    var costs = asked.costs().isPresent() ? asked.costs().get() : store.costs(command);
    var own =
        new SharedRun(
            asked.id(),
            command,
            Instant.now(),
            asked.place().of(),
            agreement,
            split(rows, command, costs, asked.place().of()));
    var run = asked.planOnly() ? store.run(own.id(), command).orElse(own) : store.begin(own);
    var differs = own.difference(run);
    if (differs.isPresent()) {
      throw new OtherPlan(
          "run %s was begun at %s with another plan (%s): give the same options to all shards, or another --run-id"
              .formatted(run.id(), run.begunAt(), differs.get()));
    }
    var stored = store.of(run).stream().filter(it -> it.shard() == asked.place().shard()).toList();
    return new OwnShard(store, run, asked.place(), stored);
  }

  private static List<Shards.Row> split(
      List<Shards.Row> rows, String command, Map<StoredCost.Key, Duration> costs, int of) {
    var known =
        rows.stream()
            .map(
                row -> {
                  var key =
                      new StoredCost.Key(command, row.toggle(), row.benchmark(), row.params());
                  return row.measured()
                      ? Optional.ofNullable(costs.get(key))
                      : Optional.of(Duration.ZERO);
                })
            .toList();
    var split = Split.of(known, of);
    var placed = new ArrayList<Shards.Row>();
    for (int i = 0; i < rows.size(); i++) {
      placed.add(rows.get(i).in(split.get(i)));
    }
    return placed;
  }

  /// Of things that go with the rows of the run, those of this shard.
  public <T> List<T> of(List<T> all) {
    if (all.size() != run.rows().size()) {
      throw new IllegalArgumentException(
          "%d of a run of %d comparisons".formatted(all.size(), run.rows().size()));
    }
    var own = new ArrayList<T>();
    for (int i = 0; i < all.size(); i++) {
      if (run.rows().get(i).shard() == place.shard()) {
        own.add(all.get(i));
      }
    }
    return own;
  }

  /// What needs no more measuring: a verdict is no reason to measure again, a crash or a budget
  /// that was too small is one. Two contents need a third one that settles it.
  public Optional<StoredShard> whole() {
    return stored.size() == 1
            && TOLD.contains(stored.getFirst().exit())
            && uncut(stored.getFirst().measurement())
        ? Optional.of(stored.getFirst())
        : Optional.empty();
  }

  private static boolean uncut(Measurement measurement) {
    return measurement.comparisons().stream()
        .noneMatch(each -> each.ending().kind() == Ending.Kind.CUT);
  }

  /// The measurement as that of this shard.
  public Measurement marked(Measurement measurement) {
    return measurement.shard(run.shards(), place.shard());
  }

  /// Stores it, in the place of what was there when this shard began.
  ///
  /// @param measurement that is [#marked(Measurement)]
  /// @return whether it is the only content of this shard
  public boolean keep(Measurement measurement, int exit) throws HistoryException {
    var replaced = stored.stream().map(StoredShard::digest).toList();
    return store.append(StoredShard.of(measurement, exit, Instant.now()), replaced) == 1;
  }

  /// For people: `shard 2/5 of run 17`.
  public String title() {
    return "shard %s of run %s".formatted(place, run.id());
  }
}
