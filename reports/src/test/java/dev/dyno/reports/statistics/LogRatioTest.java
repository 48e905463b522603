package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LogRatioTest {

  private static final double[] X = {8.1, 8.3, 7.9, 9.5, 8.0, 8.2};
  private static final double[] Y = {8.5, 8.6, 8.4, 8.3, 8.45, 12.0};

  /// Computed apart, with numpy.
  @Test
  void it_is_the_mean_of_median_ratio_and_low_quantiles() {
    assertThat(LogRatio.medianOfRatios(X, Y)).isCloseTo(0.051463500753562076, within(1e-12));
    assertThat(LogRatio.lowQuantiles(X, Y)).isCloseTo(0.04547655330890131, within(1e-12));
    assertThat(LogRatio.robust(X, Y)).isCloseTo(0.0484700270312317, within(1e-12));
  }

  @Test
  void quantiles_interpolate_between_order_statistics() {
    double[] sorted = {1, 1, 2, 3, 3, 4, 5, 5, 6, 9};

    assertThat(LogRatio.quantile(sorted, 0.25)).isEqualTo(2.25);
    assertThat(LogRatio.quantile(sorted, 0.5)).isEqualTo(3.5);
  }

  @Test
  void a_single_wild_turn_hardly_moves_it() {
    var wild = Y.clone();
    wild[5] = 1200;

    assertThat(LogRatio.robust(X, wild)).isCloseTo(LogRatio.robust(X, Y), within(1e-9));
  }

  @Test
  void values_without_a_logarithm_are_refused() {
    assertThatThrownBy(() -> LogRatio.robust(new double[] {1}, new double[] {0}))
        .hasMessageContaining("0.0 at 0");
    assertThatThrownBy(() -> LogRatio.robust(new double[] {Double.NaN}, new double[] {1}))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> LogRatio.robust(new double[] {1, 2}, new double[] {1}))
        .hasMessageContaining("2 values against 1");
  }

  @Property
  void swapping_the_sides_mirrors_it_and_scaling_shifts_it(
      @ForAll @Size(5) List<@DoubleRange(min = 0.5, max = 2) Double> first,
      @ForAll @Size(5) List<@DoubleRange(min = 0.5, max = 2) Double> second) {
    var x = first.stream().mapToDouble(Double::doubleValue).toArray();
    var y = second.stream().mapToDouble(Double::doubleValue).toArray();
    var doubled = Arrays.stream(y).map(value -> 2 * value).toArray();

    assertThat(LogRatio.robust(y, x)).isCloseTo(-LogRatio.robust(x, y), within(1e-12));
    assertThat(LogRatio.robust(x, doubled))
        .isCloseTo(LogRatio.robust(x, y) + Math.log(2), within(1e-12));
  }
}
