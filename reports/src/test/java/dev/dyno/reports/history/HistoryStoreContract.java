package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.reports.measurement.Machine;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

/// What holds for every history, wherever it lies.
abstract class HistoryStoreContract extends NightStoreContract {

  @Test
  void a_run_comes_back_as_it_was_stored() throws Exception {
    var run = Runs.night(0, 3);

    assertThat(store.append(run)).isTrue();

    assertThat(store.run(run.id())).contains(run);
    assertThat(store.run("another")).isEmpty();
  }

  @Test
  void a_run_stored_twice_is_there_once() throws Exception {
    assertThat(store.append(Runs.night(0, 2))).isTrue();

    assertThat(store.append(Runs.night(0, 2))).isFalse();

    assertThat(store.series()).hasSize(2).allSatisfy(it -> assertThat(it.points()).hasSize(1));
  }

  @Test
  void what_was_stored_is_there_when_it_is_opened_again() throws Exception {
    store.append(Runs.night(0, 1));

    assertThat(HistoryStore.open(address()).run(Runs.night(0, 1).id())).isPresent();
  }

  @Test
  void series_have_their_points_in_time_order_whatever_came_first() throws Exception {
    for (int night : new int[] {2, 0, 1}) {
      store.append(Runs.night(night, 2));
    }

    var series = store.series();

    assertThat(series).hasSize(2);
    assertThat(series.getFirst().points())
        .extracting(Series.Point::at)
        .containsExactly(Runs.FIRST, day(1), day(2));
    assertThat(series.getFirst().key().params()).containsEntry("source", "it's \"0\"");
    assertThat(series.getFirst().values(Series.Reading.EFFECT)[0]).isEqualTo(Math.log(0.5));
    assertThat(series.getFirst().values(Series.Reading.CANDIDATE)[0]).isEqualTo(Math.log(5));
  }

  @Test
  void what_a_spoiled_environment_measured_is_kept_and_is_no_point() throws Exception {
    store.append(Runs.night(0, 1));
    store.append(Runs.invalid(1));

    assertThat(store.run(Runs.invalid(1).id()).orElseThrow().estimates()).hasSize(1);
    var series = store.series().getFirst();
    assertThat(series.points()).extracting(Series.Point::at).containsExactly(Runs.FIRST);
    assertThat(series.points())
        .singleElement()
        .matches(it -> it.pairs() == 6 && Double.valueOf(0.004).equals(it.standardError()));
    var mirror = store.mirror();
    mirror.refreshed();
    assertThat(points(mirror)).containsExactly(1);
  }

  @Test
  void another_machine_has_series_of_its_own() throws Exception {
    var other = new Machine("Linux 6.2", "A CPU", 2, 25L << 30, "JDK 25", 0.5);

    store.append(Runs.night(0, 1));
    store.append(Runs.night(1, 1, other));

    assertThat(store.series()).hasSize(2).allSatisfy(it -> assertThat(it.points()).hasSize(1));
  }

  @Test
  void runs_are_found_by_their_time_and_pruned_by_it() throws Exception {
    for (int night = 0; night < 5; night++) {
      store.append(Runs.night(night, 1));
    }

    assertThat(store.runs(day(1), day(3)))
        .containsExactly(Runs.night(1, 1).id(), Runs.night(2, 1).id());
    assertThat(store.prune(Retention.since(day(2)), TODAY).gone()).hasSize(2);
    assertThat(store.runs(Instant.EPOCH, day(9))).hasSize(3);
    assertThat(store.series().getFirst().points()).hasSize(3);
  }

  @Test
  void of_many_runs_all_are_stored_or_none() throws Exception {
    assertThat(
            store.take(Runs.entries(List.of(Runs.night(0, 1), Runs.night(1, 1), Runs.night(0, 1)))))
        .isEqualTo(2);

    var spoiled = Runs.night(3, 1).at(Instant.EPOCH);
    var twice =
        new StoredRun(
            "spoiled",
            spoiled.command(),
            spoiled.startedAt(),
            spoiled.profile(),
            1,
            "",
            "",
            false,
            Runs.MACHINE,
            List.of(spoiled.estimates().getFirst(), spoiled.estimates().getFirst()),
            List.of(),
            List.of(),
            List.of());
    assertThatThrownBy(() -> store.take(Runs.entries(List.of(Runs.night(2, 1), twice))))
        .isInstanceOf(HistoryException.class);
    assertThat(store.runs(Instant.EPOCH, day(9))).hasSize(2);
  }

  @Test
  void the_newest_nights_and_the_last_run_of_each_week_are_kept_machine_by_machine()
      throws Exception {
    var other = new Machine("Linux 6.2", "A CPU", 2, 25L << 30, "JDK 25", 0.5);
    var runs = new ArrayList<StoredRun>();
    for (int night = 0; night < 100; night++) {
      runs.add(Runs.night(night, 1));
    }
    runs.add(Runs.night(3, 1, other));
    store.take(Runs.entries(runs));
    var expected =
        IntStream.range(0, 100)
            .filter(
                night ->
                    night >= 90
                        || (night >= 40
                            && day(night).atOffset(ZoneOffset.UTC).getDayOfWeek()
                                == DayOfWeek.SUNDAY))
            .mapToObj(night -> Runs.night(night, 1).id())
            .collect(Collectors.toSet());
    expected.add(Runs.night(3, 1, other).id());
    var retention = new Retention(Instant.MAX, 10, day(40));

    var told = store.pruned(retention, TODAY);
    assertThat(store.runs(Instant.EPOCH, day(200))).as("nothing is gone yet").hasSize(101);
    var pruned = store.prune(retention, TODAY);

    assertThat(pruned).isEqualTo(told);
    assertThat(store.runs(Instant.EPOCH, day(200))).hasSameElementsAs(expected);
    assertThat(pruned.gone()).hasSize(101 - expected.size());
    assertThat(pruned.kept()).isEqualTo(expected.size());
    assertThat(store.prune(retention, TODAY).gone()).as("and no more by the same").isEmpty();
  }

  @Test
  void what_an_open_finding_an_ack_or_the_last_of_a_series_needs_is_never_forgotten()
      throws Exception {
    var runs = new ArrayList<StoredRun>();
    for (int night = 0; night < 400; night++) {
      runs.add(Runs.night(night, night == 20 ? 2 : 1)); // a second series, with one run
    }
    store.take(Runs.entries(runs));
    long series = runs.getFirst().key(runs.getFirst().estimates().getFirst()).id();
    var raised =
        List.of(
            finding("open", series, "X", 100, KnownFinding.State.OPEN),
            finding("resolved", series, "X", 200, KnownFinding.State.RESOLVED),
            finding("accepted", series, "Auth.resolve, gate", 300, KnownFinding.State.ACCEPTED),
            finding("no longer", series, "Other", 250, KnownFinding.State.ACCEPTED));
    store.conclude(new FindingChanges(raised, List.of()), List.of(), "n", 0, true);
    store.accept(new StoredAck("1", "Auth", "worth it", "Ada", day(0), TODAY));
    store.accept(new StoredAck("2", "Other", "was", "Ada", day(0), TODAY.minusDays(1)));

    var pruned = store.prune(new Retention(Instant.MAX, 1, Instant.MAX), TODAY);

    var expected =
        IntStream.range(0, 400)
            .filter(
                night ->
                    night == 399
                        || night == 20
                        || night == 200
                        || night == 250
                        || Math.abs(night - 100) <= 50
                        || Math.abs(night - 300) <= 50)
            .mapToObj(night -> Runs.night(night, 1).id())
            .toList();
    assertThat(store.runs(Instant.EPOCH, day(999))).containsExactlyElementsOf(expected);
    assertThat(pruned.lasts()).isEqualTo(1);
    assertThat(pruned.findings()).isEqualTo(expected.size() - 2);
    assertThat(store.findings()).hasSize(4);
    assertThat(store.acks()).hasSize(2);
  }

  private static KnownFinding finding(
      String id, long series, String title, int night, KnownFinding.State state) {
    return new KnownFinding(
        id,
        series,
        title,
        KnownFinding.Kind.STEP,
        0.1,
        "c1",
        "c2",
        Runs.night(night, 1).id(),
        "dearer",
        day(0),
        state,
        day(0),
        "");
  }

  @Test
  void many_writers_at_once_lose_nothing() throws Exception {
    var work = new ArrayList<Callable<Boolean>>();
    for (int night = 0; night < 24; night++) {
      var run = Runs.night(night / 2, 5); // each twice
      work.add(() -> HistoryStore.open(address()).append(run));
    }

    List<Boolean> stored = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var each : threads.invokeAll(work)) {
        stored.add(each.get());
      }
    }

    assertThat(stored).filteredOn(it -> it).hasSize(12);
    assertThat(store.series()).hasSize(5).allSatisfy(it -> assertThat(it.points()).hasSize(12));
  }

  @Test
  void a_mirror_shows_what_the_series_show_and_reads_them_in_four_statements() throws Exception {
    for (int night = 0; night < 6; night++) {
      store.append(Runs.night(night, 30));
    }
    var mirror = store.mirror();

    assertThat(statementsOf(mirror::refreshed)).isEqualTo(4);

    var view = mirror.view();
    assertThat(view.tracks()).extracting(Track::key).containsExactlyElementsOf(keys());
    var track = view.tracks().get(7);
    var series = store.series(track.id()).orElseThrow();
    assertThat(series).isEqualTo(store.series().get(7));
    assertThat(track.values()).containsExactly(series.values(Series.Reading.EFFECT));
    assertThat(view.run(track, 5).id()).isEqualTo(series.points().getLast().run());
    assertThat(track.last().verdict()).isEqualTo("Improved");
    assertThat(store.series(track.id() + 1)).isEmpty();
  }

  @Test
  void a_mirror_reads_what_is_new_and_sees_late_and_forgotten_runs() throws Exception {
    for (int night : new int[] {1, 2}) {
      store.append(Runs.night(night, 2));
    }
    var mirror = store.mirror();
    mirror.refreshed();
    var before = mirror.view();

    assertThat(statementsOf(mirror::refreshed)).isEqualTo(1);
    assertThat(mirror.view()).isSameAs(before);

    store.append(Runs.night(3, 3)); // a series more
    assertThat(points(mirror)).containsExactly(3, 3, 1);
    store.append(Runs.night(0, 2)); // imported late
    assertThat(points(mirror)).containsExactly(4, 4, 1);
    store.prune(Retention.since(day(2)), TODAY);
    assertThat(points(mirror)).containsExactly(2, 2, 1);
    assertThat(before.tracks()).allSatisfy(track -> assertThat(track.size()).isEqualTo(2));
  }

  private static List<Integer> points(HistoryMirror mirror) throws HistoryException {
    return mirror.refreshed().tracks().stream().map(Track::size).toList();
  }

  private List<SeriesKey> keys() throws HistoryException {
    return store.series().stream().map(Series::key).toList();
  }

  private int statementsOf(Callable<?> work) throws Exception {
    var count = new AtomicInteger();
    store
        .jdbi()
        .setSqlLogger(
            new SqlLogger() {
              @Override
              public void logBeforeExecution(StatementContext context) {
                count.incrementAndGet();
              }
            });
    work.call();
    return count.get();
  }
}
