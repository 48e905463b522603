package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Qualified;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/// Runs that were measured, in a file of SQLite or in a PostgreSQL that many machines share: the
/// same schema by the same migrations.
///
/// Guarantees: a run is there whole or not at all, whenever its writer dies; the same run stored
/// twice is there once; several programs may read and write at once. May be used by several
/// threads.
public final class HistoryStore {
  private final HistoryDatabase database;

  private HistoryStore(HistoryDatabase database) {
    this.database = database;
  }

  /// Opens a history; makes one where none is.
  ///
  /// @param where a path, `jdbc:sqlite:PATH` or `jdbc:postgresql:…` with user and password; with
  ///     `currentSchema=NAME` in that schema, which is made when it is missing
  /// @throws HistoryException when it cannot be had, or is of a newer version
  public static HistoryStore open(String where) throws HistoryException {
    return new HistoryStore(HistoryDatabase.open(HistoryAddress.of(where)));
  }

  /// Stores a run, whole.
  ///
  /// @return false when it was there before
  public boolean append(StoredRun run) throws HistoryException {
    return writing(handle -> new RunWriter(handle).write(run));
  }

  /// Stores what another history kept, all of it or none.
  ///
  /// @return how many were not there before
  public int take(List<HistoryEntry> entries) throws HistoryException {
    return writing(
        handle -> {
          var tables = new HistoryEntries(handle);
          return (int) entries.stream().filter(tables::write).count();
        });
  }

  /// Gives all that another history can take, in an order in which it can.
  public void give(Consumer<HistoryEntry> sink) throws HistoryException {
    reading(
        handle -> {
          new HistoryEntries(handle).read(sink);
          return true;
        });
  }

  /// Stores a night with its runs, all of it or nothing.
  ///
  /// @return false when it was there before
  public boolean append(NightParcel night) throws HistoryException {
    return writing(handle -> new NightTables(handle).write(night));
  }

  /// The last nights of a machine, newest first.
  public List<StoredNight> nights(String machine, int most) throws HistoryException {
    return reading(handle -> new NightTables(handle).of(machine, most));
  }

  /// The last nights of all machines, newest first.
  public List<StoredNight> nights(int most) throws HistoryException {
    return reading(handle -> new NightTables(handle).all(most));
  }

  /// All that was found, oldest first.
  public List<KnownFinding> findings() throws HistoryException {
    return reading(handle -> new FindingTables(handle).all());
  }

  /// Stores what a night found, the alerts for it, and what the night comes to.
  ///
  /// @param targets who is to be told
  /// @param night its id
  public void conclude(
      FindingChanges changes, List<String> targets, String night, int exit, boolean good)
      throws HistoryException {
    writing(
        handle -> {
          new FindingTables(handle).write(changes, targets);
          new NightTables(handle).conclude(night, exit, good);
          return true;
        });
  }

  /// Every message to every target, oldest finding first.
  public List<StoredAlert> alerts() throws HistoryException {
    return reading(handle -> new FindingTables(handle).alerts());
  }

  /// Stores what became of a message.
  public void changed(StoredAlert alert) throws HistoryException {
    writing(
        handle -> {
          new FindingTables(handle).write(alert);
          return true;
        });
  }

  /// The right to send alerts, for one program at a time.
  ///
  /// @return empty while somebody else has it
  public Optional<DeliveryLock> takeDelivery() throws HistoryException {
    return DeliveryLock.take(database.address());
  }

  /// All that was accepted, expired ones too.
  public List<StoredAck> acks() throws HistoryException {
    return reading(handle -> new FindingTables(handle).acks());
  }

  /// Accepts.
  ///
  /// @return false when it was accepted before
  public boolean accept(StoredAck ack) throws HistoryException {
    return writing(handle -> new FindingTables(handle).write(ack));
  }

  /// Takes back what was accepted.
  ///
  /// @return false when there is none of that id
  public boolean withdraw(String ack) throws HistoryException {
    return writing(handle -> new FindingTables(handle).withdraw(ack));
  }

  /// Begins to write, and thinks better of it: so that what cannot be written to is told before
  /// anything is measured.
  public void checkWritable() throws HistoryException {
    writing(
        handle ->
            handle.createUpdate("UPDATE night SET exit_code = exit_code WHERE id = ''").execute());
  }

  /// A run, whole.
  public Optional<StoredRun> run(String id) throws HistoryException {
    return reading(handle -> new RunReader(handle).run(id));
  }

  /// The ids of all runs that began within `[from, until)`, in time order.
  public List<String> runs(Instant from, Instant until) throws HistoryException {
    return reading(handle -> new RunReader(handle).ids(from, until));
  }

  /// Every series, in the order of their keys, with its points in time order.
  public List<Series> series() throws HistoryException {
    return reading(handle -> new SeriesReader(handle).all());
  }

  /// What series say together. Each is followed from where it was left, which costs it the length
  /// of a window and not of its history, and how far is remembered.
  public Findings follow(List<Series> all, Series.Reading reading) throws HistoryException {
    var before = reading(handle -> new FollowedTables(handle).of(reading));
    var fresh = new LinkedHashMap<Long, LeftOff>();
    var findings =
        Findings.of(
            all,
            reading,
            series -> {
              long id = series.key().id();
              var left = before.getOrDefault(id, LeftOff.none());
              var now = left.after(series.values(reading));
              if (!now.equals(left)) {
                fresh.put(id, now);
              }
              return now.changes();
            });
    writing(
        handle -> {
          new FollowedTables(handle).write(reading, fresh);
          return true;
        });
    return findings;
  }

  /// One series; empty when there is none of that number ([SeriesKey#id()]), or it has no points.
  public Optional<Series> series(long id) throws HistoryException {
    return reading(handle -> new SeriesReader(handle).one(id));
  }

  /// All series, kept in memory; empty until it is refreshed.
  public HistoryMirror mirror() {
    return new HistoryMirror(this);
  }

  /// Stores comparisons of the same code; those that are there already are left as they are.
  public void keep(List<SameCodeSession> sessions) throws HistoryException {
    writing(handle -> new SameCodeSessions(handle).write(sessions));
  }

  /// What all comparisons of the same code say of a machine; empty where there were none.
  ///
  /// @param fingerprint of the machine
  public Optional<Qualified> qualified(String fingerprint) throws HistoryException {
    return Sessions.qualified(reading(handle -> new SameCodeSessions(handle).of(fingerprint)));
  }

  /// Runs that several machines share.
  public ShardStore shards() {
    return new ShardStore(this);
  }

  /// What [#prune] would forget.
  ///
  /// @param today decides which acks still count
  public Pruned pruned(Retention retention, LocalDate today) throws HistoryException {
    return reading(handle -> Keeping.of(handle, today).under(retention));
  }

  /// Forgets runs that nothing keeps; series, findings, acks, alerts and nights stay.
  public Pruned prune(Retention retention, LocalDate today) throws HistoryException {
    return writing(
        handle -> {
          var pruned = Keeping.of(handle, today).under(retention);
          Keeping.forget(pruned.gone(), today, handle);
          return pruned;
        });
  }

  <T> T writing(HandleCallback<T, RuntimeException> work) throws HistoryException {
    return database.writing(work);
  }

  /// How it reaches its database, for who counts statements.
  Jdbi jdbi() {
    return database.jdbi();
  }

  <T> T reading(HandleCallback<T, RuntimeException> work) throws HistoryException {
    return database.reading(work);
  }
}
