package dev.dyno.reports.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Reads series, all points in one pass. What a spoiled environment measured is no point of any: it
/// is evidence of the machine.
///
/// @param handle of the caller's connection
record SeriesReader(Handle handle) {

  List<Series> all() {
    var keys = keys();
    var units = new LinkedHashMap<Long, String>();
    var points = new LinkedHashMap<Long, List<Series.Point>>();
    keys.keySet().forEach(id -> points.put(id, new ArrayList<>()));
    handle
        .createQuery(
            """
            SELECT estimate.*, started_at, commit_hash
            FROM estimate JOIN run ON estimate.run = run.id
            WHERE verdict <> 'Invalid' ORDER BY started_at, run.id""")
        .map(
            (row, _) -> {
              long id = row.getLong("series");
              units.put(id, row.getString("unit"));
              return points.getOrDefault(id, new ArrayList<>()).add(point(row));
            })
        .forEach(_ -> {});
    return keys.entrySet().stream()
        .filter(entry -> units.containsKey(entry.getKey()))
        .map(
            entry ->
                new Series(
                    entry.getValue(),
                    units.getOrDefault(entry.getKey(), ""),
                    points.getOrDefault(entry.getKey(), List.of())))
        .toList();
  }

  /// One of them; empty when there is no such one, or it has no points.
  Optional<Series> one(long id) {
    var units = new ArrayList<String>();
    var points =
        handle
            .createQuery(
                """
                SELECT estimate.*, started_at, commit_hash
                FROM estimate JOIN run ON estimate.run = run.id
                WHERE series = :series AND verdict <> 'Invalid' ORDER BY started_at, run.id""")
            .bind("series", id)
            .map(
                (row, _) -> {
                  units.add(row.getString("unit"));
                  return point(row);
                })
            .list();
    return points.isEmpty()
        ? Optional.empty()
        : key(id).map(key -> new Series(key, units.getLast(), points));
  }

  private Optional<SeriesKey> key(long id) {
    return handle
        .createQuery("SELECT * FROM series WHERE id = :id")
        .bind("id", id)
        .map((row, _) -> key(row))
        .findOne();
  }

  Map<Long, SeriesKey> keys() {
    var keys = new LinkedHashMap<Long, SeriesKey>();
    handle
        .createQuery("SELECT * FROM series ORDER BY machine, benchmark, params, toggle, metric")
        .map((row, _) -> Map.entry(row.getLong("id"), key(row)))
        .forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
    return keys;
  }

  private static SeriesKey key(ResultSet row) throws SQLException {
    return new SeriesKey(
        row.getString("machine"),
        row.getString("command"),
        row.getString("toggle"),
        row.getString("benchmark"),
        JsonColumn.params(row.getString("params")),
        row.getString("metric"));
  }

  private static Series.Point point(ResultSet row) throws SQLException {
    double error = row.getDouble("standard_error");
    boolean told = !row.wasNull();
    return new Series.Point(
        row.getString("run"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        row.getString("commit_hash"),
        row.getDouble("baseline"),
        row.getDouble("candidate"),
        row.getDouble("effect"),
        row.getDouble("low"),
        row.getDouble("high"),
        row.getInt("pairs"),
        told ? error : null,
        row.getString("verdict"));
  }
}
