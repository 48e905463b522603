package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds for nights, and for what they found, of every history, wherever it lies.
abstract class NightStoreContract extends ShardStoreContract {

  static final LocalDate TODAY = LocalDate.parse("2026-08-01");

  HistoryStore store;

  @BeforeEach
  void open() throws Exception {
    store = HistoryStore.open(address());
  }

  @Test
  void a_night_comes_back_with_its_runs_and_is_stored_once() throws Exception {
    var run = Runs.night(0, 2);
    var night = night("n1", run, day(0));

    assertThat(store.append(new NightParcel(night, List.of(run), List.of()))).isTrue();
    assertThat(store.append(new NightParcel(night, List.of(run), List.of()))).isFalse();

    assertThat(store.nights(night.machine(), 9)).containsExactly(night);
    assertThat(store.run(run.id())).contains(run);
    assertThat(store.nights("another", 9)).isEmpty();
  }

  @Test
  void a_parcel_is_the_same_after_it_was_kept() throws Exception {
    var run = Runs.night(0, 1);
    var key = run.key(run.estimates().getFirst());
    var row = new GateStanding(key, "good", GateStanding.Kind.REGRESSED, 0.5, "dearer");
    var parcel = new NightParcel(night("n1", run, day(0)), List.of(run), List.of(row));

    assertThat(NightParcel.read(parcel.line())).isEqualTo(parcel);
    assertThat(parcel.line()).doesNotContain("\n");
  }

  @Test
  void what_was_found_is_told_to_each_target_once_and_only_who_heard_of_it_hears_its_end()
      throws Exception {
    var run = Runs.night(0, 1);
    store.append(new NightParcel(night("n1", run, day(0)), List.of(run), List.of()));
    var open = finding(KnownFinding.State.OPEN);
    var raised = new FindingChanges(List.of(open), List.of());

    store.conclude(raised, List.of("a", "b"), "n1", 3, false);
    store.conclude(raised, List.of("a", "b"), "n1", 3, false);

    assertThat(store.alerts()).extracting(StoredAlert::target).containsExactly("a", "b");
    store.changed(store.alerts().getFirst().after(StoredAlert.State.SENT, day(0), "ok"));
    store.changed(store.alerts().getLast().after(StoredAlert.State.REFUSED, day(0), "no"));
    store.conclude(
        new FindingChanges(List.of(), List.of(finding(KnownFinding.State.RESOLVED))),
        List.of("a", "b"),
        "n1",
        0,
        true);

    assertThat(store.findings().getFirst().state()).isEqualTo(KnownFinding.State.RESOLVED);
    assertThat(store.alerts())
        .filteredOn(it -> it.message() == StoredAlert.Message.ENDED)
        .extracting(StoredAlert::target)
        .containsExactly("a");
    assertThat(store.alerts().getFirst().message()).isEqualTo(StoredAlert.Message.RAISED);
    assertThat(store.nights(night("n1", run, day(0)).machine(), 1).getFirst().good()).isTrue();
  }

  /// From one kind of store to the other, or to the same.
  @Test
  void all_that_a_history_keeps_enters_another_one_as_it_was(@TempDir Path folder)
      throws Exception {
    var run = Runs.night(0, 1);
    var open = finding(KnownFinding.State.OPEN);
    store.append(new NightParcel(night("n1", run, day(0)), List.of(run), List.of()));
    store.conclude(new FindingChanges(List.of(open), List.of()), List.of("a", "b"), "n1", 3, false);
    store.changed(store.alerts().getFirst().after(StoredAlert.State.SENT, day(0), "ok"));
    store.accept(new StoredAck("1", "A.b", "it is worth it", "me", day(0), TODAY));
    store.keep(
        List.of(
            new SameCodeSession(
                "s", run.machine(), day(0), "A.b", 2, 4, 0.01, 0.002, "Equivalent", 0.02)));

    var lines = new ArrayList<String>();
    store.give(entry -> lines.add(HistoryLines.of(entry)));
    var entries = new ArrayList<HistoryEntry>();
    for (var line : lines) {
      entries.add(HistoryLines.read(line));
    }
    var other = HistoryStore.open(folder.resolve("other.db").toString());

    assertThat(other.take(entries)).isEqualTo(7).isEqualTo(lines.size());
    assertThat(other.take(entries)).isZero();
    var again = new ArrayList<String>();
    other.give(entry -> again.add(HistoryLines.of(entry)));
    assertThat(again).isEqualTo(lines);
    assertThat(other.nights(9)).isEqualTo(store.nights(9)).hasSize(1);
    assertThat(other.alerts()).isEqualTo(store.alerts()).hasSize(2);
    assertThat(other.qualified(Fingerprint.of(run.machine()))).isPresent();
    assertThat(store.take(entries)).isZero();
  }

  @Test
  void an_ack_comes_back_and_counts_until_its_day() throws Exception {
    var day = LocalDate.parse("2026-02-01");
    var ack = new StoredAck("1", "Auth.*gate", "worth it", "Ada", day(0), day);

    assertThat(store.accept(ack)).isTrue();
    assertThat(store.accept(ack)).isFalse();

    assertThat(store.acks()).containsExactly(ack);
    assertThat(ack.covers("Auth.resolve, gate, time/op", day)).isTrue();
    assertThat(ack.covers("Auth.resolve, gate, time/op", day.plusDays(1))).isFalse();
    assertThat(ack.covers("Other, gate", day)).isFalse();
    assertThat(store.withdraw("another")).isFalse();
    assertThat(store.withdraw("1")).isTrue();
    assertThat(store.acks()).isEmpty();
  }

  private static KnownFinding finding(KnownFinding.State state) {
    return new KnownFinding(
        "f",
        1,
        "A.b, gate, time/op",
        KnownFinding.Kind.REGRESSED,
        0.1,
        "c1",
        "c2",
        "run",
        "dearer",
        day(0),
        state,
        day(0),
        "");
  }

  private static StoredNight night(String id, StoredRun run, Instant at) {
    var phase = new StoredNight.Phase("gate", run.id(), StoredNight.DONE, 0, "passed", at, at);
    return new StoredNight(
        id,
        Fingerprint.of(run.machine()),
        run.commit(),
        "nightly",
        at,
        at,
        1,
        false,
        List.of(phase));
  }

  @Test
  void a_series_that_is_followed_night_by_night_says_the_same_and_goes_on_where_it_was_left()
      throws Exception {
    var year = SimulatedYear.of(3).nights();
    for (int night = 0; night < 110; night++) {
      store.append(Runs.few(year.get(night), 4));
      if (night % 10 == 9) {
        var all = store.series();
        assertThat(store.follow(all, Series.Reading.EFFECT))
            .isEqualTo(Findings.of(all, Series.Reading.EFFECT));
      }
    }
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE followed SET changes = REPLACE(changes, '\"settled\":[]', '\"settled\":[{\"at\":12,\"shift\":{\"before\":0,\"after\":9,\"p\":0,\"agreement\":1,\"distance\":9},\"p\":0}]')"));
    store.append(Runs.few(year.get(110), 4));
    var all = store.series();
    assertThat(store.follow(all, Series.Reading.EFFECT).followed())
        .as("what was remembered counts")
        .anyMatch(it -> it.trend().segments().getFirst().to() == 12);

    store.prune(Retention.since(day(3)), TODAY);
    var left =
        store.series().stream()
            .filter(it -> it.points().getFirst().at().isBefore(day(40)))
            .toList();
    assertThat(left).as("of the machine that was first").hasSize(4);
    assertThat(store.follow(left, Series.Reading.EFFECT))
        .as("a series that begins otherwise is followed anew")
        .isEqualTo(Findings.of(left, Series.Reading.EFFECT));
  }

  static Instant day(int night) {
    return Runs.FIRST.plus(Duration.ofDays(night));
  }
}
