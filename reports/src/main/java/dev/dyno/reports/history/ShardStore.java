package dev.dyno.reports.history;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The runs of a history that several machines share. A shard is there whole or not at all.
///
/// @param history that they are in
public record ShardStore(HistoryStore history) {

  /// Begins a run, or joins the one that another shard began.
  ///
  /// @return the run as whoever came first planned it, who measures what included: what a shard
  ///     learns of costs after that changes nothing
  public SharedRun begin(SharedRun run) throws HistoryException {
    return history.writing(handle -> new ShardTables(handle).begin(run));
  }

  /// A run, if one was begun.
  public Optional<SharedRun> run(String id, String command) throws HistoryException {
    return history.reading(handle -> new ShardTables(handle).run(id, command));
  }

  /// All that was begun by an id: one run a command.
  public List<SharedRun> runs(String id) throws HistoryException {
    return history.reading(handle -> new ShardTables(handle).runs(id));
  }

  /// The ids of the last runs, newest first.
  public List<String> ids(int most) throws HistoryException {
    return history.reading(handle -> new ShardTables(handle).ids(most));
  }

  /// Every content of every shard that is there, in the order of the shards.
  public List<StoredShard> of(SharedRun run) throws HistoryException {
    return history.reading(handle -> new ShardTables(handle).shards(run.id(), run.command()));
  }

  /// Stores a shard: all of it, with its costs, or nothing.
  ///
  /// @param instead digests of what it takes the place of; of others it does not
  /// @return how many contents of this shard are there now: more than one when somebody else stored
  ///     another meanwhile
  public int append(StoredShard shard, List<String> instead) throws HistoryException {
    return history.writing(handle -> new ShardTables(handle).write(shard, instead));
  }

  /// Remembers how long comparisons took.
  public void keep(List<StoredCost> costs) throws HistoryException {
    history.writing(
        handle -> {
          new ShardTables(handle).costs(costs);
          return true;
        });
  }

  /// How long each comparison of a command took when it was measured last, on whichever machine.
  public Map<StoredCost.Key, Duration> costs(String command) throws HistoryException {
    return history.reading(handle -> new ShardTables(handle).costs(command));
  }
}
