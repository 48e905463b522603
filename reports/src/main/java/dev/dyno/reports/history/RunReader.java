package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Machine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Reads runs back.
///
/// @param handle of the caller's connection
record RunReader(Handle handle) {

  List<String> ids(Instant from, Instant until) {
    return handle
        .createQuery(
            """
            SELECT id FROM run WHERE started_at >= :from AND started_at < :until
            ORDER BY started_at, id""")
        .bind("from", from.toEpochMilli())
        .bind("until", until.toEpochMilli())
        .mapTo(String.class)
        .list();
  }

  Optional<StoredRun> run(String id) {
    return handle
        .createQuery(
            """
            SELECT run.*, kernel, cpu, cores, memory_bytes, jdk
            FROM run JOIN machine ON run.machine = machine.fingerprint WHERE run.id = :id""")
        .bind("id", id)
        .map((row, _) -> run(row))
        .findOne();
  }

  private StoredRun run(ResultSet row) throws SQLException {
    var id = row.getString("id");
    return new StoredRun(
        id,
        row.getString("command"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        row.getString("profile"),
        row.getLong("seed"),
        row.getString("version"),
        row.getString("commit_hash"),
        row.getInt("dirty") != 0,
        machine(row, row.getDouble("load_at_start")),
        estimates(id),
        facts(id),
        missing(id),
        variants(id));
  }

  /// Of a row that has a machine's columns.
  ///
  /// @param load at the start; negative where nobody told
  static Machine machine(ResultSet row, double load) throws SQLException {
    return new Machine(
        row.getString("kernel"),
        row.getString("cpu"),
        row.getInt("cores"),
        row.getLong("memory_bytes"),
        row.getString("jdk"),
        load);
  }

  private List<StoredVariant> variants(String run) {
    return handle
        .createQuery("SELECT * FROM variant WHERE run = :run ORDER BY place")
        .bind("run", run)
        .map(
            (row, _) ->
                new StoredVariant(
                    row.getString("name"),
                    row.getString("jdk"),
                    JsonColumn.flags(row.getString("flags")),
                    JsonColumn.params(row.getString("params")),
                    row.getString("commit_hash")))
        .list();
  }

  private List<StoredEstimate> estimates(String run) {
    return handle
        .createQuery(
            """
            SELECT estimate.*, toggle, benchmark, params, metric
            FROM estimate JOIN series ON estimate.series = series.id WHERE run = :run
            ORDER BY benchmark, params, toggle, metric""")
        .bind("run", run)
        .map((row, _) -> estimate(row))
        .list();
  }

  private static StoredEstimate estimate(ResultSet row) throws SQLException {
    return new StoredEstimate(
        row.getString("toggle"),
        row.getString("benchmark"),
        JsonColumn.params(row.getString("params")),
        row.getString("metric"),
        row.getString("unit"),
        row.getDouble("baseline"),
        row.getDouble("candidate"),
        row.getDouble("effect"),
        row.getDouble("low"),
        row.getDouble("high"),
        row.getDouble("confidence"),
        row.getInt("pairs"),
        row.getString("verdict"),
        row.getDouble("detectable"),
        row.getObject("standard_error") instanceof Number error ? error.doubleValue() : null);
  }

  private List<StoredFact> facts(String run) {
    return handle
        .createQuery("SELECT * FROM fact WHERE run = :run ORDER BY place")
        .bind("run", run)
        .map(
            (row, _) ->
                new StoredFact(
                    row.getString("toggle"),
                    row.getString("title"),
                    row.getString("name"),
                    row.getLong("operations"),
                    row.getLong("baseline"),
                    row.getLong("candidate"),
                    row.getInt("exact") != 0))
        .list();
  }

  private List<String> missing(String run) {
    return handle
        .createQuery("SELECT sentence FROM missing WHERE run = :run ORDER BY place")
        .bind("run", run)
        .mapTo(String.class)
        .list();
  }
}
