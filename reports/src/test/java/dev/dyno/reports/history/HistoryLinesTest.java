package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryLinesTest {

  @Test
  void a_run_comes_back_as_it_was() throws Exception {
    var run = Runs.night(3, 4);

    var line = HistoryLines.of(run);

    assertThat(line).doesNotContain("\n");
    assertThat(run(line)).isEqualTo(run);
  }

  /// Before there were any, nobody told them.
  @Test
  void a_line_without_standard_errors_and_variants_is_read() throws Exception {
    var run = Runs.night(3, 1);
    var older = older(HistoryLines.of(run));

    assertThat(run(older).estimates())
        .allMatch(estimate -> estimate.standardError() == null)
        .hasSameSizeAs(run.estimates());
    assertThat(run(older).variants()).isEmpty();
    var night =
        new StoredNight("n", "m", "c", "p", run.startedAt(), run.startedAt(), 0, true, List.of());
    var kept = new NightParcel(night, List.of(run), List.of()).line();
    assertThat(NightParcel.read(kept).runs()).containsExactly(run);
    assertThat(NightParcel.read(older(kept)).runs()).isEqualTo(List.of(run(older)));
  }

  private static String older(String line) {
    var older =
        line.replaceAll(",\"standardError\":[0-9.]+", "")
            .replaceAll(",\"variants\":\\[.*?\"c0ffee\"}\\]", "");
    assertThat(older).doesNotContain("standardError", "variants");
    return older;
  }

  private static StoredRun run(String line) throws HistoryException {
    return ((HistoryEntry.Run) HistoryLines.read(line)).run();
  }

  @Test
  void what_is_nothing_of_a_history_is_told() {
    var line = HistoryLines.of(Runs.night(3, 1));

    for (var wrong :
        new String[] {
          "",
          "[]",
          "null",
          "{}",
          line.substring(1),
          line.replace("seed", "sed"),
          "{\"night\":{}}",
          "{\"ack\":7,\"finding\":8}"
        }) {
      assertThatThrownBy(() -> HistoryLines.read(wrong))
          .isInstanceOf(HistoryException.class)
          .hasMessageContaining("nothing that a history keeps");
    }
  }
}
