package dev.dyno.bench.dashboard;

import dev.dyno.reports.history.FollowedTracks;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryMirror;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.KnownFinding;
import dev.dyno.reports.history.Series;
import dev.dyno.reports.history.StoredAck;
import dev.dyno.reports.history.Track;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The history as pages see it. A history that is missing, locked or of a newer program is a
/// sentence on the page, never a page that does not come: whoever asks waits [#PATIENCE] at most,
/// and then sees what was known before.
///
/// Guarantees: reads happen one at a time, at most one in [#FRESH]; series are followed one by one
/// in the background, and not while a run measures, whose machine this may be.
final class HistoryDesk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final String address;
  private final BooleanSupplier measuring;
  private final FollowedTracks followed = new FollowedTracks();
  private final ExecutorService reading =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
  private final ExecutorService following =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("dyno-findings").factory());
  private final AtomicBoolean behind = new AtomicBoolean();

  private @Nullable Future<?> asked;
  private long askedAt;
  private volatile Known known =
      new Known(
          Optional.empty(), new HistoryMirror.View(List.of(), List.of()), List.of(), List.of(), "");

  /// @param store once it is open
  /// @param open what nights found, and is open
  /// @param problem empty when all is well
  private record Known(
      Optional<HistoryStore> store,
      HistoryMirror.View view,
      List<KnownFinding> open,
      List<StoredAck> acks,
      String problem) {}

  private @Nullable HistoryMirror mirror;

  /// @param address file or JDBC URL
  /// @param measuring whether a run measures now
  HistoryDesk(String address, BooleanSupplier measuring) {
    this.address = address;
    this.measuring = measuring;
  }

  /// A history at one moment.
  ///
  /// @param told findings that stand among the series that were followed, but for those of gates
  /// @param gates what nights found in gates, and is open
  /// @param acks all that was accepted, be it over or not
  /// @param waiting how many series are still to be followed
  /// @param problem why this is not all; empty when it is
  record Glance(
      HistoryMirror.View view,
      List<FollowedTracks.Told> told,
      List<OfGate> gates,
      List<StoredAck> acks,
      int waiting,
      String problem) {

    int findings() {
      return told.size() + gates.size();
    }
  }

  /// What a night found in a gate.
  record OfGate(Track track, KnownFinding finding) {}

  FollowedTracks followed() {
    return followed;
  }

  /// As it is now, as far as it answers in time.
  Glance glance() {
    var late = refresh();
    var now = known;
    var tracks = now.view().tracks();
    int waiting = followed.behind(tracks).size();
    if (waiting > 0) {
      follow();
    }
    return new Glance(
        now.view(),
        followed.told(tracks.stream().filter(it -> !it.key().ofGate()).toList()),
        gates(now),
        now.acks(),
        waiting,
        late.isEmpty() ? now.problem() : late);
  }

  private static List<OfGate> gates(Known now) {
    var gates = new ArrayList<OfGate>();
    for (var finding : now.open()) {
      now.view().tracks().stream()
          .filter(track -> track.id() == finding.series() && track.key().ofGate())
          .forEach(track -> gates.add(new OfGate(track, finding)));
    }
    return gates;
  }

  /// All points of a series.
  Optional<Series> series(long id) throws HistoryException {
    var store = known.store();
    return store.isPresent() ? store.get().series(id) : Optional.empty();
  }

  /// Accepts; whoever looks next sees it.
  void accept(StoredAck ack) throws HistoryException {
    store().accept(ack);
    stale();
  }

  /// Takes back.
  ///
  /// @return false when there is none of that id
  boolean withdraw(String ack) throws HistoryException {
    boolean gone = store().withdraw(ack);
    stale();
    return gone;
  }

  private HistoryStore store() throws HistoryException {
    var store = known.store();
    return store.isPresent() ? store.get() : HistoryStore.open(address);
  }

  private synchronized void stale() {
    asked = null;
  }

  /// Empty when the history answered.
  private String refresh() {
    try {
      freshly().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return "";
    } catch (TimeoutException slow) {
      return known.store().isEmpty()
          ? "The history %s is still being opened; load the page again in a moment. If that lasts, another program holds it."
              .formatted(place())
          : "The history %s has not answered for %d s: is another program writing to it?"
              .formatted(place(), PATIENCE.toSeconds());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return "";
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug);
    }
  }

  private synchronized Future<?> freshly() {
    long now = System.nanoTime();
    var last = asked;
    if (last == null || (last.isDone() && now - askedAt > FRESH.toNanos())) {
      askedAt = now;
      last = reading.submit(this::read);
      asked = last;
    }
    return last;
  }

  private void read() {
    if (missing()) {
      mirror = null;
      known =
          new Known(
              Optional.empty(),
              new HistoryMirror.View(List.of(), List.of()),
              List.of(),
              List.of(),
              "There is no history at %s yet: dyno history import RUN makes one."
                  .formatted(place()));
      return;
    }
    try {
      var store = known.store();
      var opened = store.isPresent() ? store.get() : HistoryStore.open(address);
      var current = mirror == null ? opened.mirror() : mirror;
      mirror = current;
      var open =
          opened.findings().stream().filter(it -> it.state() == KnownFinding.State.OPEN).toList();
      known = new Known(Optional.of(opened), current.refreshed(), open, opened.acks(), "");
    } catch (HistoryException failed) {
      mirror = null; // whatever comes next, it is opened anew
      known =
          new Known(
              Optional.empty(),
              known.view(),
              known.open(),
              known.acks(),
              "The " + String.valueOf(failed.getMessage()) + ".");
    }
  }

  private boolean missing() {
    return !address.startsWith("jdbc:postgresql:") && !Files.exists(file());
  }

  private Path file() {
    return Path.of(address.startsWith("jdbc:sqlite:") ? address.substring(12) : address);
  }

  /// Never with a password.
  private String place() {
    int query = address.indexOf('?');
    return query < 0 ? address : address.substring(0, query);
  }

  /// Begins to follow what is behind, unless that is being done.
  private void follow() {
    if (!measuring.getAsBoolean() && behind.compareAndSet(false, true)) {
      following.execute(
          () -> {
            try {
              for (var track : followed.behind(known.view().tracks())) {
                if (measuring.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                  break;
                }
                followed.follow(track);
              }
            } finally {
              behind.set(false);
            }
          });
    }
  }

  @Override
  public void close() {
    reading.shutdownNow();
    following.shutdownNow();
  }
}
