package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class EstimateTest {

  /// Values by scipy.stats.t, which agree with the printed tables of Student's t.
  @Test
  void p_and_margin_are_students() {
    assertThat(new Estimate(0.0181, 0.007442868821650446, 9, 12).pAbove(0))
        .isCloseTo(0.018933491602580056, within(1e-12));
    assertThat(new Estimate(0, 1, 3, 4).margin(0.0025)).isCloseTo(7.453318505150624, within(1e-9));
    assertThat(new Estimate(0, 2, 7, 8).margin(0.2))
        .isCloseTo(2 * 0.8960296443137649, within(1e-9));
  }

  @Test
  void a_known_variance_adds_up_and_frees_degrees() {
    var both = new Estimate(0.1, 0.03, 5, 6).plusKnown(0.04);

    assertThat(both.standardError()).isCloseTo(0.05, within(1e-15));
    assertThat(both.degreesOfFreedom()).isCloseTo(5 * Math.pow(0.05 / 0.03, 4), within(1e-9));
  }

  @Test
  void without_error_the_side_of_the_mean_decides() {
    var exact = new Estimate(0.1, 0, 5, 6);

    assertThat(exact.pAbove(0)).isZero();
    assertThat(exact.pBelow(0)).isEqualTo(1);
    assertThat(exact.margin(0.01)).isZero();
    assertThat(exact.plusKnown(0.02).pAbove(0)).isBetween(0.0, 1e-6);
  }

  @Test
  void an_impossible_estimate_cannot_be_made() {
    assertThatThrownBy(() -> new Estimate(0, Double.NaN, 3, 4)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Estimate(0, 1, 0, 4)).hasMessageContaining("degrees of freedom");
  }

  @Property
  void p_falls_as_the_mean_rises_and_the_two_sides_add_to_one(
      @ForAll @DoubleRange(min = -1, max = 1) double mean,
      @ForAll @DoubleRange(min = 0.01, max = 1) double error) {
    var here = new Estimate(mean, error, 5, 6);
    var higher = new Estimate(mean + 0.01, error, 5, 6);

    assertThat(higher.pAbove(0)).isLessThan(here.pAbove(0));
    assertThat(here.pAbove(0) + here.pBelow(0)).isCloseTo(1, within(1e-12));
  }
}
