package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class EstimateTest {

  /// Values by scipy.stats.t, which agree with the printed tables of Student's t.
  @Test
  void p_and_margin_are_students() {
    assertThat(new Estimate(0.0181, 0.007442868821650446, 9, 0, 12).pAbove(0))
        .isCloseTo(0.018933491602580056, within(1e-12));
    assertThat(new Estimate(0, 1, 3, 0, 4).margin(0.0025))
        .isCloseTo(7.453318505150624, within(1e-9));
    assertThat(new Estimate(0, 2, 7, 0, 8).margin(0.2))
        .isCloseTo(2 * 0.8960296443137649, within(1e-9));
  }

  @Test
  void the_margins_of_both_sources_add_up_as_independent_errors_do() {
    var both = new Estimate(0, 0.03, 5, 0, 6).plusKnown(0.04);

    // t(0.99; 5) = 3.364929999, z(0.99) = 2.326347874
    assertThat(both.margin(0.01))
        .isCloseTo(Math.hypot(3.364929999 * 0.03, 2.326347874 * 0.04), within(1e-9));
    assertThat(new Estimate(0, 0.03, 5, 0, 6).plusKnown(0.03).plusKnown(0.04).known())
        .isCloseTo(0.05, within(1e-15));
  }

  @Test
  void p_is_the_error_whose_margin_reaches_the_mean() {
    for (double alpha : new double[] {0.4, 0.05, 0.01, 0.0002, 1e-9}) {
      var at = new Estimate(0, 0.03, 3, 0.005, 4);
      var moved = new Estimate(at.margin(alpha), 0.03, 3, 0.005, 4);
      assertThat(moved.pAbove(0)).isCloseTo(alpha, withinPercentage(1e-4));
      assertThat(moved.pBelow(0)).isCloseTo(1 - alpha, within(1e-9));
    }
  }

  @Test
  void without_error_the_side_of_the_mean_decides() {
    var exact = new Estimate(0.1, 0, 5, 0, 6);

    assertThat(exact.pAbove(0)).isZero();
    assertThat(exact.pBelow(0)).isEqualTo(1);
    assertThat(exact.margin(0.01)).isZero();
    assertThat(exact.plusKnown(0.02).pAbove(0)).isBetween(0.0, 1e-6);
  }

  @Test
  void an_impossible_estimate_cannot_be_made() {
    assertThatThrownBy(() -> new Estimate(0, Double.NaN, 3, 0, 4)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Estimate(0, 1, 0, 0, 4))
        .hasMessageContaining("degrees of freedom");
  }

  @Property
  void p_falls_as_the_mean_rises_and_the_two_sides_add_to_one(
      @ForAll @DoubleRange(min = -1, max = 1) double mean,
      @ForAll @DoubleRange(min = 0.01, max = 1) double error) {
    var here = new Estimate(mean, error, 5, 0.02, 6);
    var higher = new Estimate(mean + 0.01, error, 5, 0.02, 6);

    assertThat(higher.pAbove(0)).isLessThan(here.pAbove(0));
    assertThat(here.pAbove(0) + here.pBelow(0)).isCloseTo(1, within(1e-9));
  }

  @Property
  void swapped_arms_swap_the_two_ps_and_keep_the_margin(
      @ForAll @DoubleRange(min = -1, max = 1) double mean,
      @ForAll @DoubleRange(min = 0, max = 1) double error,
      @ForAll @DoubleRange(min = 0, max = 1) double known) {
    var here = new Estimate(mean, error, 5, known, 6);
    var swapped = new Estimate(-mean, error, 5, known, 6);

    assertThat(swapped.pAbove(0)).isCloseTo(here.pBelow(0), within(1e-9));
    assertThat(swapped.margin(0.01)).isEqualTo(here.margin(0.01));
  }

  @Property
  void another_unit_changes_no_p_and_scales_the_margin(
      @ForAll @DoubleRange(min = -1, max = 1) double mean,
      @ForAll @DoubleRange(min = 0.01, max = 1) double error,
      @ForAll @DoubleRange(min = 0.01, max = 100) double scale) {
    var here = new Estimate(mean, error, 5, 0.02, 6);
    var scaled = new Estimate(scale * mean, scale * error, 5, scale * 0.02, 6);

    assertThat(scaled.pAbove(0)).isCloseTo(here.pAbove(0), within(1e-7));
    assertThat(scaled.margin(0.01)).isCloseTo(scale * here.margin(0.01), withinPercentage(1e-9));
  }

  /// By hand: where only the other source is there, it is a t-test of its degrees of freedom;
  /// 2.262 is t's 97.5 % quantile at 9.
  @Test
  void a_size_that_was_itself_estimated_is_believed_less() {
    var assumed = new Estimate(0.02, 0, 5, 0, 6).plusKnown(0.01);
    var learned = new Estimate(0.02, 0, 5, 0, 6).plusKnown(0.01, 9);

    assertThat(learned.margin(0.025)).isCloseTo(0.01 * 2.262157, within(1e-7));
    assertThat(assumed.margin(0.025)).isCloseTo(0.01 * 1.959964, within(1e-7));
    assertThat(learned.pAbove(0)).isGreaterThan(assumed.pAbove(0));
    var both = new Estimate(0.02, 0.004, 5, 0, 6).plusKnown(0.006, 9);
    assertThat(both.pAbove(both.mean() - both.margin(0.01))).isCloseTo(0.01, within(1e-6));
  }
}
