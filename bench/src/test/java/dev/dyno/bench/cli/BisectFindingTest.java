package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.bench.nightly.StoredNights;
import dev.dyno.reports.history.FindingChanges;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.KnownFinding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where `dyno bisect --finding` takes its bracket from.
class BisectFindingTest {
  @TempDir Path folder;

  private HistoryStore store;

  @BeforeEach
  void a_history_in_which_one_benchmark_of_a_gate_became_cheaper() throws Exception {
    store = HistoryStore.open(folder.resolve("history.db").toString());
    for (int night = 0; night < 30; night++) {
      store.append(StoredNights.run(night, "gate", "gate", (night < 17 ? 120 : 100) + night % 3));
      store.append(StoredNights.run(night, "compare", "buffers", 100 + night % 3));
    }
  }

  @Test
  void a_series_that_changed_gives_the_commits_of_its_newest_step_and_which_way_it_went()
      throws Exception {
    var found = BisectFinding.of(store, "B\\.work");

    assertThat(found.before()).isEqualTo("commit-16");
    assertThat(found.since()).isEqualTo("commit-17");
    assertThat(found.wanted()).isEqualTo("a.B.work n=1");
    assertThat(found.metric()).isEqualTo("time/op");
    assertThat(found.change()).isBetween(-0.2, -0.1);
  }

  @Test
  void a_finding_is_named_by_the_beginning_of_its_id_and_a_toggles_effect_is_refused()
      throws Exception {
    var series = store.series();
    var gate = series.stream().filter(it -> it.key().command().equals("gate")).findFirst();
    var compare = series.stream().filter(it -> it.key().command().equals("compare")).findFirst();
    store.conclude(
        new FindingChanges(
            List.of(
                finding("abcd01", gate.orElseThrow().key().id()),
                finding("ffff02", compare.orElseThrow().key().id())),
            List.of()),
        List.of(),
        "night",
        0,
        true);

    var found = BisectFinding.of(store, "abcd");

    assertThat(found.before()).isEqualTo("one");
    assertThat(found.since()).isEqualTo("two");
    assertThat(found.change()).isEqualTo(0.3);
    assertThatThrownBy(() -> BisectFinding.of(store, "ffff02"))
        .hasMessageContaining("is of dyno compare, not of a gate");
  }

  private static KnownFinding finding(String id, long series) {
    return StoredNights.regressed(id, series, "run", KnownFinding.State.OPEN);
  }
}
