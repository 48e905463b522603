package dev.dyno.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectTest {

  @ParameterizedTest
  @CsvSource({
    "0.1234, +12.3 %",
    "-0.99, -99.0 %",
    "-0.9996, -99.96 %",
    "-1, -100.0 %",
    "0, +0.0 %",
    "1.9472, +194.7 %"
  })
  void a_share_is_told_with_its_sign_and_near_nothing_with_a_second_decimal(
      double share, String told) {
    assertThat(Effect.percent(share)).isEqualTo(told);
  }

  @Test
  void an_interval_has_the_digits_of_its_estimate() {
    assertThat(new Effect(-0.9996, new Interval(-0.99965, -0.9885, 0.95), 8).percent())
        .isEqualTo("-99.96 % [-99.97, -98.85]");
    assertThat(new Effect(-0.123, new Interval(-0.181, 0.002, 0.95), 8).percent())
        .isEqualTo("-12.3 % [-18.1, +0.2]");
  }
}
