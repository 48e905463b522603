package dev.dyno.reports.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Reads what a [HistoryMirror] holds, each kind in one statement.
///
/// @param handle of the caller's connection
record MirrorReader(Handle handle) {

  /// Takes a point.
  interface PointSink {
    void take(long series, String run, double effect);
  }

  /// Takes a whole last point.
  interface LastSink {
    void take(long series, String run, Track.Last last);
  }

  List<RunLine> runs() {
    return handle
        .createQuery(
            """
            SELECT id, started_at, machine, command, profile, commit_hash
            FROM run ORDER BY started_at, id""")
        .map(
            (row, _) ->
                new RunLine(
                    row.getString(1),
                    Instant.ofEpochMilli(row.getLong(2)),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6)))
        .list();
  }

  Map<Long, SeriesKey> keys() {
    return new SeriesReader(handle).keys();
  }

  /// Of runs since a time, in time order.
  void points(Instant since, PointSink sink) {
    handle
        .createQuery(
            """
            SELECT estimate.series, run.id, estimate.effect
            FROM run JOIN estimate ON estimate.run = run.id
            WHERE run.started_at >= :since AND estimate.verdict <> 'Invalid'
            ORDER BY run.started_at, run.id""")
        .bind("since", since.toEpochMilli())
        .scanResultSet(
            (rows, _) -> {
              try (var all = rows.get()) {
                take(all, sink);
              }
              return 0;
            });
  }

  private static void take(ResultSet all, PointSink sink) throws SQLException {
    while (all.next()) {
      sink.take(all.getLong(1), all.getString(2), all.getDouble(3));
    }
  }

  void lasts(List<String> runs, LastSink sink) {
    handle
        .createQuery(
            """
            SELECT series, run, unit, baseline, candidate, low, high, verdict
            FROM estimate WHERE run IN (<runs>) AND verdict <> 'Invalid'""")
        .bindList("runs", runs)
        .map(
            (row, _) -> {
              sink.take(
                  row.getLong(1),
                  row.getString(2),
                  new Track.Last(
                      row.getString(3),
                      row.getDouble(4),
                      row.getDouble(5),
                      row.getDouble(6),
                      row.getDouble(7),
                      row.getString(8)));
              return 0;
            })
        .forEach(_ -> {});
  }
}
