package dev.dyno.bench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.bench.nightly.StoredNights;
import dev.dyno.reports.history.FindingChanges;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.KnownFinding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a night told of a gate is on the dashboard, too, as long as it is open.
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GateFindingsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void a_regression_of_a_gate_is_shown_while_it_is_open() throws Exception {
    var store = HistoryStore.open(Site.history(folder));
    for (int night = 0; night < 3; night++) {
      store.append(StoredNights.run(night, "gate", "gate", night == 2 ? 130 : 100));
    }
    long series = store.series().getFirst().key().id();
    var open = StoredNights.regressed("f", series, "gate2", KnownFinding.State.OPEN);
    conclude(store, new FindingChanges(List.of(open), List.of()));
    try (var site = Site.of(folder)) {
      assertThat(site.get("/").body()).contains("+30.0", "dearer, regressed", "B.work n=1");
      var row = JSON.readTree(site.get("/api/findings").body()).at("/findings/0");
      assertThat(row.at("/kind").asText()).isEqualTo("regressed");
      assertThat(row.at("/before").asText()).isEqualTo("one");
      assertThat(row.at("/point").asInt()).isEqualTo(2);
      assertThat(row.has("rate")).isFalse();
      assertThat(site.get("/feed.atom").body()).contains("regressed +30.0");
      assertThat(site.get("/series/" + SeriesNumber.text(series)).body())
          .contains("dearer, regressed", "Std. error");
      assertThat(site.get("/metrics").body()).contains("{what=\"findings\"} 1.0");

      var over = StoredNights.regressed("f", series, "gate2", KnownFinding.State.RESOLVED);
      conclude(store, new FindingChanges(List.of(), List.of(over)));
      Awaited.until(() -> !site.get("/api/findings").body().contains("regressed"));
    }
  }

  private static void conclude(HistoryStore store, FindingChanges changes) throws Exception {
    store.conclude(changes, List.of(), "night", 3, false);
  }
}
