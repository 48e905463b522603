package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MannKendallTest {

  /// Score and p by Mann's formulas in Python; slope by `scipy.stats.theilslopes`.
  @Test
  void a_rising_series_agrees_with_an_independent_computation() {
    double[] values = {2.1, 2.3, 1.9, 2.6, 2.8, 2.4, 3.0, 3.3, 2.9, 3.5, 3.1, 3.8};

    var trend = MannKendall.of(values, 0, values.length);

    assertThat(trend.score()).isEqualTo(50);
    assertThat(trend.p()).isCloseTo(0.0007792699724176704, within(1e-12));
    assertThat(trend.slope()).isCloseTo(0.15, within(1e-12));
  }

  /// The same with ties: variance 119.33 instead of 125.
  @Test
  void ties_make_the_variance_smaller() {
    double[] values = {1, 2, 2, 3, 3, 3, 4, 5, 5, 6};

    var trend = MannKendall.of(values, 0, values.length);

    assertThat(trend.score()).isEqualTo(40);
    assertThat(trend.p()).isCloseTo(0.00035680757433584955, within(1e-12));
    assertThat(trend.slope()).isEqualTo(0.5);
  }

  @Test
  void a_flat_series_has_no_trend() {
    assertThat(MannKendall.of(new double[] {1, 1, 1, 1}, 0, 4)).isEqualTo(new MannKendall(0, 1, 0));
  }

  @Test
  void two_values_are_no_trend() {
    assertThatThrownBy(() -> MannKendall.of(new double[] {1, 2}, 0, 2))
        .hasMessageContaining("2 values");
  }

  @Property(tries = 100)
  void upside_down_only_the_signs_change(
      @ForAll @Size(min = 3, max = 40) double @DoubleRange(min = -1e3, max = 1e3) [] values) {
    var trend = MannKendall.of(values, 0, values.length);
    double[] mirrored = Arrays.stream(values).map(it -> -it).toArray();

    var other = MannKendall.of(mirrored, 0, values.length);

    assertThat(other.score()).isEqualTo(-trend.score());
    assertThat(other.p()).isEqualTo(trend.p());
    assertThat(other.slope()).isCloseTo(-trend.slope(), within(1e-9));
  }
}
