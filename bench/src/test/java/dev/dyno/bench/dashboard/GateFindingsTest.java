package dev.dyno.bench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.reports.history.FindingChanges;
import dev.dyno.reports.history.Fingerprint;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.KnownFinding;
import dev.dyno.reports.history.SeriesKey;
import dev.dyno.reports.history.StoredEstimate;
import dev.dyno.reports.history.StoredRun;
import dev.dyno.reports.measurement.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a night told of a gate is on the dashboard, too, as long as it is open.
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GateFindingsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant FIRST = Instant.parse("2026-01-01T02:00:00Z");
  private static final Machine MACHINE =
      new Machine("Linux 6.1", "A CPU", 2, 25L << 30, "JDK 25", 0.5);
  private static final SeriesKey KEY =
      new SeriesKey(
          Fingerprint.of(MACHINE), "gate", "gate", "a.Abc.work", new TreeMap<>(), "time/op");

  @TempDir private Path folder;

  @Test
  void a_regression_of_a_gate_is_shown_while_it_is_open() throws Exception {
    var store = HistoryStore.open(Site.history(folder));
    for (int night = 0; night < 3; night++) {
      store.append(run(night));
    }
    conclude(store, finding(KnownFinding.State.OPEN), false);
    try (var site = Site.of(folder)) {
      assertThat(site.get("/").body()).contains("+50.0", "dearer, regressed", "Abc.work");
      var row = JSON.readTree(site.get("/api/findings").body()).at("/findings/0");
      assertThat(row.at("/kind").asText()).isEqualTo("regressed");
      assertThat(row.at("/before").asText()).isEqualTo("good");
      assertThat(row.at("/point").asInt()).isEqualTo(2);
      assertThat(row.has("rate")).isFalse();
      assertThat(site.get("/feed.atom").body()).contains("regressed +50.0");
      assertThat(site.get("/series/" + SeriesNumber.text(KEY.id())).body())
          .contains("dearer, regressed");
      assertThat(site.get("/metrics").body()).contains("{what=\"findings\"} 1.0");

      conclude(store, finding(KnownFinding.State.RESOLVED), true);
      Awaited.until(() -> !site.get("/api/findings").body().contains("regressed"));
    }
  }

  private static void conclude(HistoryStore store, KnownFinding finding, boolean ended)
      throws Exception {
    var changes =
        ended
            ? new FindingChanges(List.of(), List.of(finding))
            : new FindingChanges(List.of(finding), List.of());
    store.conclude(changes, List.of(), "night", 3, false);
  }

  private static KnownFinding finding(KnownFinding.State state) {
    return new KnownFinding(
        "f",
        KEY.id(),
        KEY.title(),
        KnownFinding.Kind.REGRESSED,
        0.5,
        "good",
        "c2",
        "run2",
        "dearer by 50 %",
        FIRST,
        state,
        FIRST,
        "");
  }

  private static StoredRun run(int night) {
    double effect = night == 2 ? 0.5 : 0;
    return new StoredRun(
        "run" + night,
        "gate",
        FIRST.plus(Duration.ofDays(night)),
        "gate",
        1,
        "0.1",
        "c" + night,
        false,
        MACHINE,
        List.of(
            new StoredEstimate(
                "gate",
                "a.Abc.work",
                new TreeMap<>(),
                "time/op",
                "us/op",
                10,
                10 * (1 + effect),
                effect,
                effect - 0.01,
                effect + 0.01,
                0.95,
                6,
                night == 2 ? "Regressed" : "Equivalent",
                0.02)),
        List.of(),
        List.of());
  }
}
