package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WaldSprtTest {

  /// Computed apart, in Python, from Wald's formula: errors 5 %, a shift of one deviation.
  @Test
  void a_shift_of_one_deviation_takes_about_five_values_at_5_percent() {
    assertThat(WaldSprt.whenShifted(0.05, 0.05, 1, 1)).isCloseTo(5.299990, within(1e-6));
    assertThat(WaldSprt.whenSame(0.05, 0.05, 1, 1)).isCloseTo(5.299990, within(1e-6));
    assertThat(WaldSprt.whenShifted(0.01, 0.05, 1, 1)).isCloseTo(8.353798, within(1e-6));
    assertThat(WaldSprt.whenSame(0.01, 0.05, 1, 1)).isCloseTo(5.820573, within(1e-6));
  }

  @Test
  void half_the_shift_takes_four_times_as_many() {
    assertThat(WaldSprt.whenShifted(0.01, 0.05, 0.5, 1))
        .isCloseTo(4 * WaldSprt.whenShifted(0.01, 0.05, 1, 1), within(1e-9));
    assertThat(WaldSprt.whenShifted(0.01, 0.05, 1, 2))
        .isCloseTo(4 * WaldSprt.whenShifted(0.01, 0.05, 1, 1), within(1e-9));
  }

  @Test
  void what_has_no_answer_is_refused() {
    assertThatThrownBy(() -> WaldSprt.whenShifted(0, 0.05, 1, 1)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> WaldSprt.whenShifted(0.05, 0.05, 0, 1)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> WaldSprt.whenShifted(0.05, 0.05, 1, 0)).hasMessageContaining("spread");
  }
}
