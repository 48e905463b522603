package dev.dyno.reports.history;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// Reads and writes all that a history keeps, of every kind, within the caller's transaction.
///
/// @param handle of the transaction
record HistoryEntries(Handle handle) {

  /// Takes everything, run by run; what others refer to comes before them.
  void read(Consumer<HistoryEntry> sink) {
    var runs = new RunReader(handle);
    for (var id : runs.ids(Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE))) {
      runs.run(id).map(HistoryEntry.Run::new).ifPresent(sink);
    }
    new NightTables(handle)
        .all(Integer.MAX_VALUE).reversed().stream().map(HistoryEntry.Night::new).forEach(sink);
    new SameCodeSessions(handle).all().stream().map(HistoryEntry.Session::new).forEach(sink);
    var findings = new FindingTables(handle);
    findings.all().stream().map(HistoryEntry.Found::new).forEach(sink);
    findings.alerts().stream().map(HistoryEntry.Told::new).forEach(sink);
    findings.acks().stream().map(HistoryEntry.Accepted::new).forEach(sink);
  }

  /// @return false when it was there before; it stays as it is then
  boolean write(HistoryEntry entry) {
    return switch (entry) {
      case HistoryEntry.Run(var run) -> new RunWriter(handle).write(run);
      case HistoryEntry.Night(var night) -> new NightTables(handle).write(night);
      case HistoryEntry.Session(var session) ->
          new SameCodeSessions(handle).write(List.of(session)) == 1;
      case HistoryEntry.Found(var finding) -> new FindingTables(handle).add(finding);
      case HistoryEntry.Told(var alert) -> told(alert);
      case HistoryEntry.Accepted(var ack) -> new FindingTables(handle).write(ack);
    };
  }

  /// With what it is about, should that not be there.
  private boolean told(StoredAlert alert) {
    var findings = new FindingTables(handle);
    findings.add(alert.finding());
    return findings.add(alert);
  }
}
