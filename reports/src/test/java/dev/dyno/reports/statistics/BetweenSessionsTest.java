package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BetweenSessionsTest {

  private static final double[] APART = {
    -0.02, 0.02, -0.02, 0.02, -0.02, 0.02, -0.02, 0.02, -0.02, 0.02
  };

  /// Variance of the means 0.0004 * 10 / 9, less 0.0001.
  @Test
  void ten_sessions_speak_for_themselves() {
    var between = BetweenSessions.of(APART, errors(10, 0.01), 0.005);

    assertThat(between.deviation()).isCloseTo(Math.sqrt(0.004 / 9 - 0.0001), within(1e-12));
    assertThat(between.sessions()).isEqualTo(10);
  }

  @Test
  void means_no_further_apart_than_their_errors_tell_of_nothing_between() {
    assertThat(BetweenSessions.of(APART, errors(10, 0.03), 0.005).deviation()).isZero();
  }

  @Test
  void few_sessions_are_drawn_towards_what_was_assumed() {
    var few = BetweenSessions.of(Arrays.copyOf(APART, 4), errors(4, 0.03), 0.005);

    assertThat(few.deviation()).isCloseTo(Math.sqrt(0.6) * 0.005, within(1e-12));
    assertThat(BetweenSessions.of(new double[0], new double[0], 0.005).deviation())
        .isEqualTo(0.005);
  }

  @Test
  void a_mean_without_its_error_is_refused() {
    assertThatThrownBy(() -> BetweenSessions.of(APART, errors(3, 0.01), 0.005))
        .hasMessageContaining("10 means and 3 errors");
  }

  private static double[] errors(int count, double each) {
    var errors = new double[count];
    Arrays.fill(errors, each);
    return errors;
  }
}
