package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.measurement.Agreement;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Shards;
import dev.dyno.reports.measurement.SharedMeasurements;
import dev.dyno.reports.verdict.Judged;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What holds for the shards of every history, wherever it lies.
abstract class ShardStoreContract extends DeliveryLockContract {

  private static final Instant NOW = Instant.parse("2026-01-03T00:00:00Z");

  private final SharedMeasurements run = new SharedMeasurements();

  @Test
  void the_first_shard_plans_the_run_and_the_others_join_it() throws Exception {
    var store = shards();
    var first = shared(SharedMeasurements.plan().plan());
    var other = shared(first.rows().stream().map(row -> row.in(3 - row.shard())).toList());

    assertThat(store.begin(first)).isEqualTo(first);
    assertThat(store.begin(other)).isEqualTo(first).isNotEqualTo(other);

    assertThat(store.run(SharedMeasurements.RUN, "compare")).contains(first);
    assertThat(store.run(SharedMeasurements.RUN, "gate")).isEmpty();
    assertThat(store.ids(9)).containsExactly(SharedMeasurements.RUN);
  }

  @Test
  void many_that_begin_at_once_agree() throws Exception {
    var rows = SharedMeasurements.plan().plan();
    var work = new ArrayList<Callable<SharedRun>>();
    for (int i = 0; i < 8; i++) {
      var own = shared(i % 2 == 0 ? rows : rows.stream().map(row -> row.in(1)).toList());
      work.add(() -> HistoryStore.open(address()).shards().begin(own));
    }

    var planned = new ArrayList<SharedRun>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var each : threads.invokeAll(work)) {
        planned.add(each.get());
      }
    }

    assertThat(planned).hasSize(8).containsOnly(planned.getFirst());
  }

  @Test
  void a_shard_comes_back_whole_with_its_costs_and_is_no_point_of_a_series() throws Exception {
    var store = shards();
    var begun = store.begin(shared(SharedMeasurements.plan().plan()));
    var shard = stored(run.shard(2), 0);

    assertThat(store.append(shard, List.of())).isEqualTo(1);

    assertThat(store.of(begun)).containsExactly(shard);
    assertThat(HistoryStore.open(address()).series()).isEmpty();
    assertThat(store.costs("compare"))
        .hasSize(2)
        .containsEntry(
            new StoredCost.Key("compare", "toggle", "a.B.m1", new TreeMap<>()),
            Duration.ofSeconds(10));
    assertThat(store.costs("gate")).isEmpty();
  }

  @Test
  void the_same_shard_stored_twice_is_there_once() throws Exception {
    var store = shards();
    var begun = store.begin(shared(SharedMeasurements.plan().plan()));

    store.append(stored(run.shard(1), 0), List.of());

    assertThat(store.append(stored(run.shard(1), 0), List.of())).isEqualTo(1);
    assertThat(store.of(begun)).hasSize(1);
  }

  @Test
  void another_content_stays_beside_the_first_unless_it_takes_its_place() throws Exception {
    var store = shards();
    var begun = store.begin(shared(SharedMeasurements.plan().plan()));
    var first = stored(run.shard(1), 7);
    var second = stored(new SharedMeasurements("c0ffee", 1, NOW).shard(1), 0);
    var third = stored(new SharedMeasurements("c0ffee", 1, NOW.plusSeconds(9)).shard(1), 0);
    store.append(first, List.of());

    assertThat(store.append(second, List.of())).isEqualTo(2);
    assertThat(store.of(begun)).containsExactlyInAnyOrder(first, second);

    assertThat(store.append(third, List.of(first.digest(), second.digest()))).isEqualTo(1);
    assertThat(store.of(begun)).containsExactly(third);
  }

  @Test
  void a_cost_is_the_one_that_was_measured_last_whichever_came_first() throws Exception {
    var store = shards();
    var key = new StoredCost.Key("gate", "new vs old", "a.B.c", new TreeMap<>());

    store.keep(List.of(new StoredCost(key, Duration.ofSeconds(5), NOW)));
    store.keep(List.of(new StoredCost(key, Duration.ofSeconds(9), NOW.minusSeconds(1))));

    assertThat(key.toggle()).isEqualTo("gate");
    assertThat(store.costs("gate"))
        .containsExactly(java.util.Map.entry(key, Duration.ofSeconds(5)));
  }

  @Test
  void a_shared_run_is_forgotten_with_its_runs_and_not_before() throws Exception {
    var store = shards();
    var begun = run.startedAt();
    var rows = SharedMeasurements.plan().plan();
    var agreement = Agreement.of(run.shard(1));
    store.begin(new SharedRun(SharedMeasurements.RUN, "compare", begun, 2, agreement, rows));
    store.append(stored(run.shard(1), 0), List.of());
    var history = HistoryStore.open(address());
    history.append(StoredRun.of(Judged.of(run.shard(1)))); // as its night does
    var later = begun.plusSeconds(9);
    history.append(StoredRun.of(Judged.of(new SharedMeasurements("c0ffee", 1, later).shard(1))));
    var today = LocalDate.parse("2026-08-01");

    assertThat(history.prune(Retention.since(begun), today).gone()).isEmpty();
    assertThat(store.runs(SharedMeasurements.RUN)).hasSize(1);

    assertThat(history.prune(Retention.since(later), today).gone()).hasSize(1);
    assertThat(store.runs(SharedMeasurements.RUN)).isEmpty();
    assertThat(history.series()).isNotEmpty();
  }

  @Test
  void one_that_may_be_measured_still_stays_when_others_are_pruned() throws Exception {
    var store = shards();
    var begun = run.startedAt();
    var rows = SharedMeasurements.plan().plan();
    store.begin(
        new SharedRun("without-a-shard", "compare", begun, 2, Agreement.of(run.shard(1)), rows));
    var history = HistoryStore.open(address());
    history.append(StoredRun.of(Judged.of(run.shard(1))));
    var later = begun.plusSeconds(9);
    history.append(StoredRun.of(Judged.of(new SharedMeasurements("c0ffee", 1, later).shard(1))));
    var tomorrow = LocalDate.ofInstant(begun, ZoneOffset.UTC).plusDays(1);

    assertThat(history.prune(Retention.since(later), tomorrow).gone()).hasSize(1);

    assertThat(store.runs("without-a-shard")).hasSize(1);
  }

  private ShardStore shards() throws HistoryException {
    return HistoryStore.open(address()).shards();
  }

  private static StoredShard stored(Measurement measurement, int exit) {
    return StoredShard.of(measurement, exit, NOW);
  }

  private SharedRun shared(List<Shards.Row> rows) {
    var agreement = Agreement.of(run.shard(1));
    return new SharedRun(SharedMeasurements.RUN, "compare", NOW, 2, agreement, rows);
  }
}
