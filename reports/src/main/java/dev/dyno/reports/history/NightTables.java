package dev.dyno.reports.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Reads and writes nights within the caller's transaction.
///
/// @param handle of the transaction
record NightTables(Handle handle) {

  /// @return false when it was there before; nothing is written then
  boolean write(NightParcel parcel) {
    var runs = new RunWriter(handle);
    parcel.runs().forEach(runs::write);
    return write(parcel.night());
  }

  /// @return false when it was there before
  boolean write(StoredNight night) {
    if (insert(night) == 0) {
      return false;
    }
    for (int i = 0; i < night.phases().size(); i++) {
      phase(night, i, night.phases().get(i));
    }
    return true;
  }

  private int insert(StoredNight night) {
    return handle
        .createUpdate(
            """
            INSERT INTO night (id, machine, commit_hash, profile, started_at, ended_at, exit_code,
              good)
            VALUES (:id, :machine, :commit, :profile, :startedAt, :endedAt, :exit, :good)
            ON CONFLICT DO NOTHING""")
        .bind("id", night.id())
        .bind("machine", night.machine())
        .bind("commit", night.commit())
        .bind("profile", night.profile())
        .bind("startedAt", night.startedAt().toEpochMilli())
        .bind("endedAt", night.endedAt().toEpochMilli())
        .bind("exit", night.exit())
        .bind("good", night.good() ? 1 : 0)
        .execute();
  }

  private void phase(StoredNight night, int place, StoredNight.Phase phase) {
    handle
        .createUpdate(
            """
            INSERT INTO phase (night, place, name, run, outcome, exit_code, sentence, started_at,
              ended_at)
            VALUES (:night, :place, :name, :run, :outcome, :exit, :sentence, :startedAt,
              :endedAt)""")
        .bind("night", night.id())
        .bind("place", place)
        .bind("name", phase.name())
        .bind("run", phase.run())
        .bind("outcome", phase.outcome())
        .bind("exit", phase.exit())
        .bind("sentence", phase.sentence())
        .bind("startedAt", phase.startedAt().toEpochMilli())
        .bind("endedAt", phase.endedAt().toEpochMilli())
        .execute();
  }

  void conclude(String night, int exit, boolean good) {
    handle
        .createUpdate("UPDATE night SET exit_code = :exit, good = :good WHERE id = :night")
        .bind("night", night)
        .bind("exit", exit)
        .bind("good", good ? 1 : 0)
        .execute();
  }

  /// Newest first.
  List<StoredNight> of(String machine, int most) {
    return handle
        .createQuery(
            """
            SELECT * FROM night WHERE machine = :machine
            ORDER BY started_at DESC, id LIMIT :most""")
        .bind("machine", machine)
        .bind("most", most)
        .map((row, _) -> night(row))
        .list();
  }

  /// Of every machine, newest first.
  List<StoredNight> all(int most) {
    return handle
        .createQuery("SELECT * FROM night ORDER BY started_at DESC, id LIMIT :most")
        .bind("most", most)
        .map((row, _) -> night(row))
        .list();
  }

  private StoredNight night(ResultSet row) throws SQLException {
    var id = row.getString("id");
    return new StoredNight(
        id,
        row.getString("machine"),
        row.getString("commit_hash"),
        row.getString("profile"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        Instant.ofEpochMilli(row.getLong("ended_at")),
        row.getInt("exit_code"),
        row.getInt("good") != 0,
        phases(id));
  }

  private List<StoredNight.Phase> phases(String night) {
    return handle
        .createQuery("SELECT * FROM phase WHERE night = :night ORDER BY place")
        .bind("night", night)
        .map(
            (row, _) ->
                new StoredNight.Phase(
                    row.getString("name"),
                    row.getString("run"),
                    row.getString("outcome"),
                    row.getInt("exit_code"),
                    row.getString("sentence"),
                    Instant.ofEpochMilli(row.getLong("started_at")),
                    Instant.ofEpochMilli(row.getLong("ended_at"))))
        .list();
  }
}
