package dev.dyno.bench.cli;

import dev.dyno.bench.nightly.SharedNight;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.StoredShard;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.measurement.ShardException;
import dev.dyno.reports.measurement.ShardJoin;
import dev.dyno.reports.measurement.Shards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The runs of one id, one a command, whose shards are in a history, in folders, or some here and
/// some there.
///
/// @param id that all shards have in common
/// @param shards by the command that measured them
/// @param neverBegun what nights set out to measure in this run, and no shard began
record JoinedRuns(String id, SortedMap<String, List<Measurement>> shards, List<String> neverBegun) {

  private static final int LAST = 5;

  /// Newest first, of all machines: a run is joined soon after its shards.
  private static final int NIGHTS = 1000;

  /// @param folders of runs, or their measurement files
  static JoinedRuns of(String id, Optional<HistoryStore> history, List<Path> folders)
      throws HistoryException, IOException, UsageException {
    var shards = new TreeMap<String, List<Measurement>>();
    if (history.isPresent()) {
      var store = history.get().shards();
      for (var run : store.runs(id).stream().filter(it -> !it.rows().isEmpty()).toList()) {
        var stored = store.of(run).stream().map(StoredShard::measurement).toList();
        shards.put(run.command(), new ArrayList<>(stored));
      }
    }
    for (var folder : folders) {
      var measurement = read(folder);
      if (measurement.shards().map(Shards::run).filter(id::equals).isEmpty()) {
        throw new UsageException("%s is no shard of run %s".formatted(folder, id));
      }
      shards.computeIfAbsent(measurement.command(), _ -> new ArrayList<>()).add(measurement);
    }
    if (shards.isEmpty()) {
      throw new UsageException(
          "run %s was never begun in this history; its last runs: %s"
              .formatted(id, history.isPresent() ? history.get().shards().ids(LAST) : "none"));
    }
    var neverBegun =
        history.isPresent()
            ? SharedNight.neverBegun(id, history.get().nights(NIGHTS), shards.keySet())
            : List.<String>of();
    return new JoinedRuns(id, shards, neverBegun);
  }

  static Measurement read(Path run) throws IOException {
    return MeasurementFile.read(Files.isDirectory(run) ? run.resolve(MeasurementFile.NAME) : run);
  }

  /// One measurement a command.
  ///
  /// @throws ShardException when the shards of one make no whole run
  SortedMap<String, Measurement> joined() throws ShardException {
    if (!neverBegun.isEmpty()) {
      throw new ShardException.Missing(
          "run %s is not whole, since its nights could not begin %s"
              .formatted(id, String.join("; ", neverBegun)));
    }
    var joined = new TreeMap<String, Measurement>();
    for (var run : shards.entrySet()) {
      if (run.getValue().isEmpty()) {
        throw new ShardException.Missing(
            "run %s was begun (%s), but none of its shards is stored".formatted(id, run.getKey()));
      }
      joined.put(run.getKey(), ShardJoin.of(run.getValue()));
    }
    return joined;
  }
}
