package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HistoryLinesTest {

  @Test
  void a_run_comes_back_as_it_was() throws Exception {
    var run = Runs.night(3, 4);

    var line = HistoryLines.of(run);

    assertThat(line).doesNotContain("\n");
    assertThat(HistoryLines.read(line)).isEqualTo(run);
  }

  @Test
  void what_is_no_run_is_told() {
    var line = HistoryLines.of(Runs.night(3, 1));

    for (var wrong :
        new String[] {"", "[]", "{}", line.substring(1), line.replace("seed", "sed")}) {
      assertThatThrownBy(() -> HistoryLines.read(wrong))
          .isInstanceOf(HistoryException.class)
          .hasMessageContaining("no run of a history");
    }
  }
}
