package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.verdict.Judged;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Handle;

/// Reads and writes shared runs, their shards, and costs, within the caller's transaction.
///
/// @param handle of the transaction
record ShardTables(Handle handle) {

  /// @return the run as whoever came first planned it
  SharedRun begin(SharedRun run) {
    handle
        .createUpdate(
            """
            INSERT INTO shared_run (id, command, begun_at, plan)
            VALUES (:id, :command, :begunAt, :plan)
            ON CONFLICT DO NOTHING""")
        .bind("id", run.id())
        .bind("command", run.command())
        .bind("begunAt", run.begunAt().toEpochMilli())
        .bind("plan", run.plan())
        .execute();
    return run(run.id(), run.command()).orElseThrow();
  }

  Optional<SharedRun> run(String id, String command) {
    return runs(id).stream().filter(it -> it.command().equals(command)).findFirst();
  }

  /// What was begun by that id, in the order of the commands' names.
  List<SharedRun> runs(String id) {
    return handle
        .createQuery("SELECT * FROM shared_run WHERE id = :id ORDER BY command")
        .bind("id", id)
        .map((row, _) -> run(row))
        .list();
  }

  /// Newest first.
  List<String> ids(int most) {
    return handle
        .createQuery(
            "SELECT id FROM shared_run GROUP BY id ORDER BY MAX(begun_at) DESC, id LIMIT :most")
        .bind("most", most)
        .mapTo(String.class)
        .list();
  }

  private static SharedRun run(ResultSet row) throws SQLException {
    return SharedRun.read(
        row.getString("id"),
        row.getString("command"),
        Instant.ofEpochMilli(row.getLong("begun_at")),
        row.getString("plan"));
  }

  /// In the order of the shards; more than one of a shard where it was stored with more than one
  /// content.
  List<StoredShard> shards(String run, String command) {
    return handle
        .createQuery(
            """
            SELECT * FROM shard WHERE shared_run = :run AND command = :command
            ORDER BY place, stored_at, digest""")
        .bind("run", run)
        .bind("command", command)
        .map((row, _) -> shard(row))
        .list();
  }

  private static StoredShard shard(ResultSet row) throws SQLException {
    return new StoredShard(
        row.getString("digest"),
        row.getInt("exit_code"),
        Instant.ofEpochMilli(row.getLong("stored_at")),
        measurement(row.getBytes("measurement")));
  }

  /// Stores a shard with its costs. It is no point of any series: what a night measured becomes one
  /// with the night; a proposal's gate never does.
  ///
  /// @param instead what it takes the place of, by their digests
  /// @return how many contents of the shard are there now
  int write(StoredShard shard, List<String> instead) {
    instead.stream()
        .filter(digest -> !digest.equals(shard.digest()))
        .forEach(digest -> delete(shard, digest));
    var run = StoredRun.of(Judged.of(shard.measurement()));
    new RunWriter(handle).machine(run.machine());
    insert(shard, run);
    costs(StoredCost.of(shard.measurement()));
    return handle
        .createQuery(
            """
            SELECT COUNT(*) FROM shard
            WHERE shared_run = :run AND command = :command AND place = :place""")
        .bind("run", shard.run())
        .bind("command", shard.measurement().command())
        .bind("place", shard.shard())
        .mapTo(Integer.class)
        .one();
  }

  private void delete(StoredShard shard, String digest) {
    handle
        .createUpdate(
            """
            DELETE FROM shard WHERE shared_run = :run
              AND command = :command AND place = :place AND digest = :digest""")
        .bind("run", shard.run())
        .bind("command", shard.measurement().command())
        .bind("place", shard.shard())
        .bind("digest", digest)
        .execute();
  }

  private void insert(StoredShard shard, StoredRun run) {
    handle
        .createUpdate(
            """
            INSERT INTO shard (shared_run, command, place, digest, run, machine, exit_code,
              stored_at, measurement)
            VALUES (:sharedRun, :command, :place, :digest, :run, :machine, :exit, :storedAt,
              :measurement)
            ON CONFLICT DO NOTHING""")
        .bind("sharedRun", shard.run())
        .bind("command", shard.measurement().command())
        .bind("place", shard.shard())
        .bind("digest", shard.digest())
        .bind("run", run.id())
        .bind("machine", Fingerprint.of(run.machine()))
        .bind("exit", shard.exit())
        .bind("storedAt", shard.storedAt().toEpochMilli())
        .bind("measurement", bytes(shard.measurement()))
        .execute();
  }

  private static byte[] bytes(Measurement measurement) {
    var bytes = new ByteArrayOutputStream();
    try (var zipped = new GZIPOutputStream(bytes)) {
      zipped.write(MeasurementFile.bytes(measurement));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // into memory
    }
    return bytes.toByteArray();
  }

  private static Measurement measurement(byte[] bytes) {
    try (var zipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return MeasurementFile.read(zipped.readAllBytes());
    } catch (IOException spoiled) {
      throw new UncheckedIOException("a stored shard cannot be read", spoiled);
    }
  }

  /// What was measured later counts.
  void costs(List<StoredCost> costs) {
    for (var cost : costs) {
      handle
          .createUpdate(
              """
              INSERT INTO cost (command, toggle, benchmark, params, millis, measured_at)
              VALUES (:command, :toggle, :benchmark, :params, :millis, :measuredAt)
              ON CONFLICT (command, toggle, benchmark, params) DO UPDATE
              SET millis = excluded.millis, measured_at = excluded.measured_at
              WHERE excluded.measured_at >= cost.measured_at""")
          .bind("command", cost.key().command())
          .bind("toggle", cost.key().toggle())
          .bind("benchmark", cost.key().benchmark())
          .bind("params", JsonColumn.of(cost.key().params()))
          .bind("millis", cost.cost().toMillis())
          .bind("measuredAt", cost.measuredAt().toEpochMilli())
          .execute();
    }
  }

  /// Of a command.
  Map<StoredCost.Key, Duration> costs(String command) {
    var costs = new LinkedHashMap<StoredCost.Key, Duration>();
    handle
        .createQuery("SELECT * FROM cost WHERE command = :command")
        .bind("command", command)
        .map(
            (row, _) ->
                Map.entry(
                    new StoredCost.Key(
                        command,
                        row.getString("toggle"),
                        row.getString("benchmark"),
                        JsonColumn.params(row.getString("params"))),
                    Duration.ofMillis(row.getLong("millis"))))
        .forEach(each -> costs.put(each.getKey(), each.getValue()));
    return costs;
  }
}
