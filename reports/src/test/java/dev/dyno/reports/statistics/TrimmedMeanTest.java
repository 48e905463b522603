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

class TrimmedMeanTest {

  private static final double[] WITH_OUTLIERS = {
    0.010, 0.030, -0.020, 0.045, 0.012, 0.90, 0.025, 0.018, -0.5, 0.033, 0.007, 0.021
  };

  /// Trimmed mean by scipy.stats.mstats.trimmed_mean; the error by Yuen's formula in Python, which
  /// is scipy.stats.ttest_ind's with `trim`.
  @Test
  void twelve_values_lose_one_a_side_and_agree_with_an_independent_computation() {
    var estimate = TrimmedMean.of(WITH_OUTLIERS);

    assertThat(estimate.mean()).isCloseTo(0.0181, within(1e-15));
    assertThat(estimate.standardError()).isCloseTo(0.007442868821650446, within(1e-15));
    assertThat(estimate.degreesOfFreedom()).isEqualTo(9);
    assertThat(estimate.n()).isEqualTo(12);
  }

  @Test
  void below_six_values_it_is_the_plain_mean_with_its_usual_error() {
    var estimate = TrimmedMean.of(1, 2, 3, 4);

    assertThat(estimate.mean()).isEqualTo(2.5);
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(5.0 / 3 / 4), within(1e-15));
    assertThat(estimate.degreesOfFreedom()).isEqualTo(3);
  }

  @Test
  void what_has_no_error_is_refused() {
    assertThatThrownBy(() -> TrimmedMean.of(1)).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> TrimmedMean.of(1, Double.NaN)).hasMessageContaining("not finite");
    assertThatThrownBy(() -> TrimmedMean.of(1, Double.POSITIVE_INFINITY))
        .hasMessageContaining("not finite");
  }

  @Property
  void a_mirrored_sample_has_the_mirrored_mean_and_the_same_error(
      @ForAll @Size(min = 2, max = 24) List<@DoubleRange(min = -1, max = 1) Double> sample) {
    var values = sample.stream().mapToDouble(Double::doubleValue).toArray();
    var mirrored = Arrays.stream(values).map(value -> -value).toArray();

    assertThat(TrimmedMean.of(mirrored).mean())
        .isCloseTo(-TrimmedMean.of(values).mean(), within(1e-12));
    assertThat(TrimmedMean.of(mirrored).standardError())
        .isCloseTo(TrimmedMean.of(values).standardError(), within(1e-12));
  }

  @Property
  void a_scaled_and_shifted_sample_has_the_scaled_and_shifted_mean_and_the_scaled_error(
      @ForAll @Size(min = 2, max = 24) List<@DoubleRange(min = -1, max = 1) Double> sample,
      @ForAll @DoubleRange(min = 0.01, max = 100) double scale,
      @ForAll @DoubleRange(min = -1, max = 1) double shift) {
    var values = sample.stream().mapToDouble(Double::doubleValue).toArray();
    var moved = Arrays.stream(values).map(value -> scale * value + shift).toArray();
    var here = TrimmedMean.of(values);
    var there = TrimmedMean.of(moved);

    assertThat(there.mean()).isCloseTo(scale * here.mean() + shift, within(1e-11 * (1 + scale)));
    assertThat(there.standardError())
        .isCloseTo(scale * here.standardError(), within(1e-7 * (1 + scale)));
    assertThat(there.degreesOfFreedom()).isEqualTo(here.degreesOfFreedom());
  }

  @Property
  void one_wild_value_of_six_or_more_moves_the_mean_no_further_than_the_next_one(
      @ForAll @Size(min = 6, max = 24) List<@DoubleRange(min = -1, max = 1) Double> sample,
      @ForAll @DoubleRange(min = 2, max = 1e6) double wild) {
    var values = sample.stream().mapToDouble(Double::doubleValue).toArray();
    var tame = values.clone();
    values[0] = wild;
    tame[0] = 1;

    assertThat(TrimmedMean.of(values).mean()).isCloseTo(TrimmedMean.of(tame).mean(), within(1e-9));
  }
}
