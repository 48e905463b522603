package dev.dyno.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.verdict.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How numbers are printed; a plain blank stands for the narrow one here.
class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "812.4, us/op, 812.4 µs/op",
    "1610, us/op, 1.61 ms/op",
    "0.0031, ms/op, 3.10 µs/op",
    "0.5, ns/op, 0.50 ns/op",
    "65712, B/op, 64.2 KiB/op",
    "176, B/op, 176.0 B/op",
    "12345.6, ops/s, 12 346 ops/s",
    "0, B/op, 0 B/op",
  })
  void readings_come_in_a_unit_of_a_good_size(double value, String unit, String text) {
    assertThat(plain(new Quantity(value, unit).text())).isEqualTo(text);
  }

  @Test
  void what_is_detectable_has_no_figure_while_it_is_a_doubling_or_more() {
    assertThat(new Change(1.02).detectable()).isEqualTo("not yet");
    assertThat(plain(new Change(0.042).detectable())).isEqualTo("4.2 %");
  }

  @Test
  void a_candidate_takes_the_unit_of_its_baseline_while_that_is_readable() {
    var baseline = new Quantity(1610, "us/op");
    assertThat(plain(new Quantity(580, "us/op").textBeside(baseline))).isEqualTo("0.58 ms/op");
    assertThat(plain(new Quantity(3, "us/op").textBeside(baseline))).isEqualTo("3.00 µs/op");
  }

  @ParameterizedTest
  @CsvSource({
    "-0.032, −3.2 %",
    "0.178, +17.8 %",
    "-0.9962, −99.62 %",
    "0.0001, 0.0 %",
    "-0.0001, 0.0 %",
    "12, +1 200 %",
    "1e30, over +9 999 %",
  })
  void effects_carry_their_sign(double ratio, String text) {
    assertThat(plain(new Change(ratio).percent())).isEqualTo(text);
  }

  @Test
  void only_large_effects_are_told_as_a_factor() {
    assertThat(new Change(-0.64).times(Metric.TIME)).contains("2.8× faster");
    assertThat(new Change(-0.64).times(Metric.BYTES)).contains("2.8× less");
    assertThat(new Change(1.5).times(Metric.TIME)).contains("2.5× slower");
    assertThat(new Change(-0.49).times(Metric.TIME)).isEmpty();
    assertThat(new Change(0.99).times(Metric.TIME)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0.00001, < 0.0001", "0.0004, 0.0004", "0.01, 0.01", "0.5, 0.50", "1, 1.00"})
  void small_probabilities_do_not_pretend(double p, String text) {
    assertThat(Typography.probability(p)).isEqualTo(text);
  }

  @Test
  void what_is_no_number_says_so() {
    assertThat(Typography.fixed(Double.NaN, 1)).isEqualTo("unknown");
    assertThat(Typography.fixed(Double.NEGATIVE_INFINITY, 1)).isEqualTo("−∞");
    assertThat(Typography.trimmed(10, 1)).isEqualTo("10");
  }

  private static String plain(String text) {
    return text.replace(Typography.SPACE, ' ');
  }
}
