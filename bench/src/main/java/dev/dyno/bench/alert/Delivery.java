package dev.dyno.bench.alert;

import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.StoredAlert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Sends what is to be sent, and stores what became of it, message by message.
///
/// A message is sent again until it arrives or is refused, in this round with growing pauses, then
/// in the next one; one that arrived never is. Only a kill between a target's answer and the store
/// can send one twice, and then its id is the same. One program sends at a time ([DeliveryLock]).
///
/// @param couriers of the project
/// @param pauses between attempts
public record Delivery(Couriers couriers, Pauses pauses) {

  private static final int ATTEMPTS = 5;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final int TRIES = 600;

  /// How to wait.
  public interface Pauses {
    /// Waits so long.
    void pause(Duration time) throws InterruptedException;
  }

  /// What a round did.
  ///
  /// @param sent messages that arrived
  /// @param waiting messages for the next round
  /// @param refused messages that never will arrive
  /// @param sentences about those that did not, or not everywhere, for people
  public record Round(int sent, int waiting, int refused, List<String> sentences) {

    public Round {
      sentences = List.copyOf(sentences);
    }
  }

  /// One round over all that is pending.
  public Round send(HistoryStore store) throws HistoryException, InterruptedException {
    var pending = pending(store);
    var quiet = couriers.quiet();
    if (!pending.isEmpty()
        && quiet.isPresent()
        && quiet.get().covers(couriers.clock().instant().atZone(quiet.get().zone()))) {
      return new Round(
          0,
          pending.size(),
          0,
          List.of(
              "%d alerts wait for the end of the quiet hours at %s %s: dyno nightly --deliver sends"
                      .formatted(pending.size(), quiet.get().until(), quiet.get().zone())
                  + " them then, and so does the next night"));
    }
    return pending.isEmpty() ? new Round(0, 0, 0, List.of()) : alone(store);
  }

  /// What another program sends meanwhile is no longer pending when it has finished.
  private Round alone(HistoryStore store) throws HistoryException, InterruptedException {
    for (int tried = 0; tried < TRIES; tried++) {
      var lock = store.takeDelivery();
      if (lock.isPresent()) {
        try (var _ = lock.get()) {
          return new Sending(store).all(pending(store));
        }
      }
      pauses.pause(BETWEEN);
    }
    int waiting = pending(store).size();
    return new Round(
        0,
        waiting,
        0,
        List.of(
            "%d alerts wait: another program has been sending for %d s; the next night sends them"
                .formatted(waiting, BETWEEN.multipliedBy(TRIES).toSeconds())));
  }

  private static List<StoredAlert> pending(HistoryStore store) throws HistoryException {
    return store.alerts().stream().filter(it -> it.state() == StoredAlert.State.PENDING).toList();
  }

  private final class Sending {
    private final HistoryStore store;
    private final Set<String> down = new HashSet<>();
    private final Set<String> unheard = new HashSet<>();
    private final List<String> sentences = new ArrayList<>();
    private int sent;
    private int waiting;
    private int refused;

    Sending(HistoryStore store) {
      this.store = store;
    }

    Round all(List<StoredAlert> pending) throws HistoryException, InterruptedException {
      for (var alert : pending) {
        if (down.contains(alert.target())) {
          waiting++; // in its order, after what could not be sent
        } else {
          one(alert);
        }
      }
      return new Round(sent, waiting, refused, sentences);
    }

    private void one(StoredAlert alert) throws HistoryException, InterruptedException {
      var answer = answer(alert);
      var now = couriers.clock().instant();
      switch (answer) {
        case Answer.Sent(var said, var notTo) -> {
          sent++;
          if (!notTo.isEmpty()) {
            sentences.add(
                "alert '%s' did not reach %s: %s"
                    .formatted(alert.target(), String.join(", ", notTo), said));
          }
          store.changed(alert.after(StoredAlert.State.SENT, now, said));
        }
        case Answer.Later(var said, _) -> {
          waiting++;
          down.add(alert.target());
          sentences.add("alert '%s' waits: %s".formatted(alert.target(), said));
          store.changed(alert.after(StoredAlert.State.PENDING, now, said));
        }
        case Answer.Refused(var said) -> {
          refused++;
          unheard.add(alert.finding().id() + alert.target());
          sentences.add("alert '%s' will not arrive: %s".formatted(alert.target(), said));
          store.changed(alert.after(StoredAlert.State.REFUSED, now, said));
        }
      }
    }

    private Answer answer(StoredAlert alert) throws InterruptedException {
      var courier = Optional.ofNullable(couriers.byTarget().get(alert.target()));
      if (courier.isEmpty()) {
        return new Answer.Refused("it is no longer in dyno.yaml");
      }
      if (unheard.contains(alert.finding().id() + alert.target())) {
        return new Answer.Refused("it did not hear of the beginning either");
      }
      return tried(courier.get(), Letter.of(alert));
    }

    private Answer tried(Courier courier, Letter letter) throws InterruptedException {
      var next = FIRST;
      for (int attempt = 1; ; attempt++) {
        var answer = courier.carry(letter);
        if (!(answer instanceof Answer.Later(_, var wait)) || attempt == ATTEMPTS) {
          return answer;
        }
        var pause = wait.orElse(next);
        if (pause.compareTo(LONGEST) > 0) {
          return answer; // the next round is soon enough
        }
        pauses.pause(pause);
        next = next.multipliedBy(2);
      }
    }
  }
}
