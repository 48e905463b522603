package dev.dyno.reports.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Reads and writes findings, who was told of them, and what was accepted, within the caller's
/// transaction.
///
/// @param handle of the transaction
record FindingTables(Handle handle) {

  List<KnownFinding> all() {
    return handle
        .createQuery("SELECT * FROM finding ORDER BY raised_at, id")
        .map((row, _) -> finding(row))
        .list();
  }

  private static KnownFinding finding(ResultSet row) throws SQLException {
    return new KnownFinding(
        row.getString("id"),
        row.getLong("series"),
        row.getString("title"),
        KnownFinding.Kind.valueOf(row.getString("kind")),
        row.getDouble("change_share"),
        row.getString("before_commit"),
        row.getString("since_commit"),
        row.getString("since_run"),
        row.getString("sentence"),
        Instant.ofEpochMilli(row.getLong("raised_at")),
        KnownFinding.State.valueOf(row.getString("state")),
        Instant.ofEpochMilli(row.getLong("finding_ended_at")),
        row.getString("ending"));
  }

  void write(FindingChanges changes, List<String> targets) {
    for (var finding : changes.raised()) {
      if (add(finding) && finding.state() == KnownFinding.State.OPEN) {
        targets.forEach(target -> alert(finding, StoredAlert.Message.RAISED, target));
      }
    }
    for (var finding : changes.ended()) {
      handle
          .createUpdate(
              """
              UPDATE finding SET state = :state, finding_ended_at = :endedAt, ending = :ending
              WHERE id = :id""")
          .bind("id", finding.id())
          .bind("state", finding.state().name())
          .bind("endedAt", finding.endedAt().toEpochMilli())
          .bind("ending", finding.ending())
          .execute();
      told(finding).forEach(target -> alert(finding, StoredAlert.Message.ENDED, target));
    }
  }

  /// @return false when it was there before
  boolean add(KnownFinding finding) {
    return handle
            .createUpdate(
                """
                INSERT INTO finding (id, series, title, kind, change_share, before_commit,
                  since_commit, since_run, sentence, raised_at, state, finding_ended_at, ending)
                VALUES (:id, :series, :title, :kind, :change, :before, :since, :run, :sentence,
                  :raisedAt, :state, :endedAt, :ending)
                ON CONFLICT DO NOTHING""")
            .bind("id", finding.id())
            .bind("series", finding.series())
            .bind("title", finding.title())
            .bind("kind", finding.kind().name())
            .bind("change", finding.change())
            .bind("before", finding.beforeCommit())
            .bind("since", finding.sinceCommit())
            .bind("run", finding.sinceRun())
            .bind("sentence", finding.sentence())
            .bind("raisedAt", finding.raisedAt().toEpochMilli())
            .bind("state", finding.state().name())
            .bind("endedAt", finding.endedAt().toEpochMilli())
            .bind("ending", finding.ending())
            .execute()
        == 1;
  }

  /// Who heard that it began, or still will, hears that it ended.
  private List<String> told(KnownFinding finding) {
    return handle
        .createQuery(
            """
            SELECT target FROM alert
            WHERE finding = :finding AND message = 'RAISED' AND state <> 'REFUSED'
            ORDER BY target""")
        .bind("finding", finding.id())
        .mapTo(String.class)
        .list();
  }

  private void alert(KnownFinding finding, StoredAlert.Message message, String target) {
    add(
        new StoredAlert(
            finding, message, target, StoredAlert.State.PENDING, 0, finding.endedAt(), ""));
  }

  /// Of a finding that is there.
  ///
  /// @return false when it was there before
  boolean add(StoredAlert alert) {
    var insert =
        """
        INSERT INTO alert (finding, message, target, state, attempts, changed_at, answer)
        VALUES (:finding, :message, :target, :state, :attempts, :at, :answer)
        ON CONFLICT DO NOTHING""";
    return execute(insert, alert) == 1;
  }

  private int execute(String statement, StoredAlert alert) {
    return handle
        .createUpdate(statement)
        .bind("finding", alert.finding().id())
        .bind("message", alert.message().name())
        .bind("target", alert.target())
        .bind("state", alert.state().name())
        .bind("attempts", alert.attempts())
        .bind("at", alert.changedAt().toEpochMilli())
        .bind("answer", alert.answer())
        .execute();
  }

  /// In the order in which they were written; an end never before its beginning.
  List<StoredAlert> alerts() {
    return handle
        .createQuery(
            """
            SELECT finding.*, alert.message, alert.target, alert.state AS alert_state,
              alert.attempts, alert.changed_at, alert.answer
            FROM alert JOIN finding ON alert.finding = finding.id
            ORDER BY finding.raised_at, finding.id, alert.message DESC, alert.target""")
        .map(
            (row, _) ->
                new StoredAlert(
                    finding(row),
                    StoredAlert.Message.valueOf(row.getString("message")),
                    row.getString("target"),
                    StoredAlert.State.valueOf(row.getString("alert_state")),
                    row.getInt("attempts"),
                    Instant.ofEpochMilli(row.getLong("changed_at")),
                    row.getString("answer")))
        .list();
  }

  void write(StoredAlert alert) {
    var update =
        """
        UPDATE alert SET state = :state, attempts = :attempts, changed_at = :at, answer = :answer
        WHERE finding = :finding AND message = :message AND target = :target""";
    execute(update, alert);
  }

  List<StoredAck> acks() {
    return handle
        .createQuery("SELECT * FROM ack ORDER BY given_at, id")
        .map(
            (row, _) ->
                new StoredAck(
                    row.getString("id"),
                    row.getString("series"),
                    row.getString("reason"),
                    row.getString("accepted_by"),
                    Instant.ofEpochMilli(row.getLong("given_at")),
                    LocalDate.parse(row.getString("until_day"))))
        .list();
  }

  boolean withdraw(String ack) {
    return handle.createUpdate("DELETE FROM ack WHERE id = :id").bind("id", ack).execute() == 1;
  }

  boolean write(StoredAck ack) {
    return handle
            .createUpdate(
                """
                INSERT INTO ack (id, series, reason, accepted_by, given_at, until_day)
                VALUES (:id, :series, :reason, :by, :at, :until)
                ON CONFLICT DO NOTHING""")
            .bind("id", ack.id())
            .bind("series", ack.series())
            .bind("reason", ack.reason())
            .bind("by", ack.by())
            .bind("at", ack.at().toEpochMilli())
            .bind("until", ack.until().toString())
            .execute()
        == 1;
  }
}
