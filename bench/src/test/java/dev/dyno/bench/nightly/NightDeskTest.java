package dev.dyno.bench.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.history.NightParcel;
import dev.dyno.reports.history.StoredNight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightDeskTest {
  private static final Instant NOW = Instant.parse("2026-01-01T02:00:00Z");

  @TempDir Path folder;

  @Test
  void a_kept_night_that_cannot_be_read_stays_and_keeps_no_other() throws Exception {
    var desk = NightDesk.open(folder);
    var night = new StoredNight("n", "m", "c", "p", NOW, NOW, 1, false, List.of());
    desk.keep(new NightParcel(night, List.of(), List.of()));
    var spoiled = desk.folder().resolve("outbox/0-old.json");
    Files.writeString(spoiled, "{\"schema\":");

    var kept = desk.kept();

    assertThat(kept.nights()).extracting(it -> it.night().id()).containsExactly("n");
    assertThat(kept.spoiled()).singleElement().matches(it -> it.contains("0-old.json"));
    assertThat(spoiled).exists();
  }
}
