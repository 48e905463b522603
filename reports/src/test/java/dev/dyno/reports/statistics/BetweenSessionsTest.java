package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BetweenSessionsTest {

  private static final double[] APART = {
    -0.02, 0.02, -0.02, 0.02, -0.02, 0.02, -0.02, 0.02, -0.02, 0.02
  };

  /// Variance of the means 0.0004 * 10 / 9, less 0.0001.
  @Test
  void ten_sessions_speak_for_themselves() {
    var between = BetweenSessions.of(sessions(0.01, APART), 10, 0.005);

    assertThat(between.deviation()).isCloseTo(Math.sqrt(0.004 / 9 - 0.0001), within(1e-12));
    assertThat(between.sessions()).isEqualTo(10);
  }

  @Test
  void means_no_further_apart_than_their_errors_tell_of_nothing_between() {
    assertThat(BetweenSessions.of(sessions(0.03, APART), 10, 0.005).deviation()).isZero();
  }

  @Test
  void few_sessions_are_drawn_towards_what_was_assumed() {
    var few = BetweenSessions.of(sessions(0.03, Arrays.copyOf(APART, 4)), 4, 0.005);

    assertThat(few.deviation()).isCloseTo(Math.sqrt(0.6) * 0.005, within(1e-12));
    assertThat(BetweenSessions.of(List.of(), 0, 0.005).deviation()).isEqualTo(0.005);
  }

  @Test
  void many_means_of_one_session_are_one_session() {
    var once = BetweenSessions.of(sessions(0.001, APART), 1, 0.005);
    var twice = BetweenSessions.of(sessions(0.001, APART), 2, 0.005);

    assertThat(once).isEqualTo(new BetweenSessions(0.005, 1));
    // A fifth of what the means say, and four fifths of what was assumed.
    assertThat(twice.deviation())
        .isCloseTo(
            Math.sqrt(0.2 * (0.004 / 9 - 0.001 * 0.001) + 0.8 * 0.005 * 0.005), within(1e-12));
    assertThat(twice.sessions()).isEqualTo(2);
  }

  /// (4 * 0.01 + 12 * -0.03) / 16, and sqrt((4 * 0.008)^2 + (12 * 0.002)^2) / 16 = 0.04 / 16.
  @Test
  void means_of_one_session_are_weighed_by_their_pairs() {
    var session =
        BetweenSessions.Session.of(
            new double[] {0.01, -0.03}, new double[] {0.008, 0.002}, new int[] {4, 12});

    assertThat(session.mean()).isCloseTo(-0.02, within(1e-12));
    assertThat(session.error()).isCloseTo(0.0025, within(1e-12));
  }

  @Test
  void what_does_not_belong_together_is_refused() {
    assertThatThrownBy(() -> BetweenSessions.of(sessions(0.01, APART), 11, 0.005))
        .hasMessageContaining("10 means of 11 sessions");
    assertThatThrownBy(
            () -> BetweenSessions.Session.of(new double[2], new double[1], new int[] {4, 4}))
        .hasMessageContaining("2 means, 1 errors");
    assertThatThrownBy(() -> new BetweenSessions.Session(Double.NaN, 0))
        .hasMessageContaining("NaN");
  }

  private static List<BetweenSessions.Session> sessions(double error, double... means) {
    return Arrays.stream(means).mapToObj(mean -> new BetweenSessions.Session(mean, error)).toList();
  }
}
