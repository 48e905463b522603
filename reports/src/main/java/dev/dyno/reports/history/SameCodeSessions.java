package dev.dyno.reports.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Reads and writes comparisons of the same code within the caller's transaction.
///
/// @param handle of the transaction
record SameCodeSessions(Handle handle) {

  private static final String SELECT =
      """
      SELECT s.id, s.began_at, s.benchmark, s.busy_loops, s.pairs, s.mean, s.standard_error,
        s.verdict, s.detectable, m.kernel, m.cpu, m.cores, m.memory_bytes, m.jdk
      FROM same_code_session s JOIN machine m ON m.fingerprint = s.machine""";

  private static final String IN_TIME_ORDER = " ORDER BY s.began_at, s.id";

  /// @return how many were new
  int write(List<SameCodeSession> sessions) {
    int written = 0;
    for (var session : sessions) {
      new RunWriter(handle).machine(session.machine());
      written += write(session);
    }
    return written;
  }

  private int write(SameCodeSession session) {
    return handle
        .createUpdate(
            """
            INSERT INTO same_code_session (id, machine, began_at, benchmark, busy_loops, pairs,
              mean, standard_error, verdict, detectable)
            VALUES (:id, :machine, :beganAt, :benchmark, :busyLoops, :pairs, :mean, :error,
              :verdict, :detectable)
            ON CONFLICT DO NOTHING""")
        .bind("id", session.id())
        .bind("machine", Fingerprint.of(session.machine()))
        .bind("beganAt", session.beganAt().toEpochMilli())
        .bind("benchmark", session.benchmark())
        .bind("busyLoops", session.busyLoops())
        .bind("pairs", session.pairs())
        .bind("mean", session.mean())
        .bind("error", session.standardError())
        .bind("verdict", session.verdict())
        .bind("detectable", session.detectable())
        .execute();
  }

  /// Those of a machine, in time order.
  List<SameCodeSession> of(String fingerprint) {
    return handle
        .createQuery(SELECT + " WHERE s.machine = :machine" + IN_TIME_ORDER)
        .bind("machine", fingerprint)
        .map((row, _) -> session(row))
        .list();
  }

  /// Those of every machine, in time order.
  List<SameCodeSession> all() {
    return handle.createQuery(SELECT + IN_TIME_ORDER).map((row, _) -> session(row)).list();
  }

  private static SameCodeSession session(ResultSet row) throws SQLException {
    return new SameCodeSession(
        row.getString("id"),
        RunReader.machine(row, -1),
        Instant.ofEpochMilli(row.getLong("began_at")),
        row.getString("benchmark"),
        row.getInt("busy_loops"),
        row.getInt("pairs"),
        row.getDouble("mean"),
        row.getDouble("standard_error"),
        row.getString("verdict"),
        row.getDouble("detectable"));
  }
}
