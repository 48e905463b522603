package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
  void of_few_turns_it_is_the_mean_of_median_ratio_and_low_quantiles() {
    assertThat(LogRatio.medianOfRatios(X, Y)).isCloseTo(0.051463500753562076, within(1e-12));
    assertThat(LogRatio.lowQuantiles(X, Y)).isCloseTo(0.04547655330890131, within(1e-12));
    assertThat(LogRatio.robust(X, Y)).isCloseTo(0.0484700270312317, within(1e-12));
  }

  @Test
  void neighbours_are_the_turns_before_and_after() {
    double[] x = {1, 2, 4, 8};
    double[] y = {8, 1, 2, 3};

    // Own turns 8, 1/2, 1/2, 3/8; those before 1, 1, 3/4; those after 4, 1/4, 1/4.
    assertThat(LogRatio.medianOfNeighbours(x, y))
        .isCloseTo((Math.log(0.5) + Math.log(0.75)) / 2, within(1e-12));
  }

  /// A machine that runs at one of two speeds, in stretches of some turns that both sides share but
  /// for some at the edges: the quantiles of the sides differ by how often each was slow.
  @Test
  void what_both_sides_suffer_at_once_hardly_moves_it() {
    double[] x = new double[40];
    double[] y = new double[40];
    for (int i = 0; i < 40; i++) {
      double ripple = 1 + 0.001 * (i * 7 % 5);
      x[i] = ripple * (i % 10 < 5 ? 1 : 1.5);
      y[i] = 1.02 * ripple * (i % 10 < 3 ? 1 : 1.5);
    }

    assertThat(LogRatio.lowQuantiles(x, y)).isGreaterThan(0.1);
    assertThat(LogRatio.robust(x, y)).isCloseTo(Math.log(1.02), within(0.002));
  }

  /// Where each turn has its own luck, and is often undisturbed, calm moments tell more.
  @Test
  void what_each_turn_suffers_alone_is_left_to_calm_moments() {
    var random = new Random(5);
    double squares = 0;
    double medians = 0;
    for (int pair = 0; pair < 200; pair++) {
      var x = random.doubles(40).map(luck -> 1 + luck * luck * luck).toArray();
      var y = random.doubles(40).map(luck -> 1 + luck * luck * luck).toArray();
      squares += Math.pow(LogRatio.robust(x, y), 2);
      medians += Math.pow(LogRatio.medianOfRatios(x, y), 2);
    }

    assertThat(Math.sqrt(squares / medians)).isLessThan(0.8);
  }

  @Test
  void halves_are_balanced() {
    var blocks = IntStream.range(0, 8).mapToDouble(i -> i).toArray();
    var together = new int[8][8];
    for (var half : HalfSamples.of(blocks, blocks).x()) {
      assertThat(half).hasSize(4);
      for (double one : half) {
        for (double other : half) {
          together[(int) one][(int) other]++;
        }
      }
    }
    for (int one = 0; one < 8; one++) {
      for (int other = 0; other < 8; other++) {
        assertThat(together[one][other]).isEqualTo(one == other ? 7 : 3);
      }
    }
  }

  /// Of the mean over independent values it is the usual estimate.
  @Test
  void the_variance_of_a_mean_is_that_of_the_values_over_their_number() {
    var random = new Random(3);
    double sum = 0;
    for (int i = 0; i < 2_000; i++) {
      var x = IntStream.range(0, 24).mapToDouble(_ -> random.nextGaussian()).toArray();
      sum += HalfSamples.of(x, x).variance((own, _) -> Arrays.stream(own).average().orElseThrow());
    }

    assertThat(sum / 2_000).isCloseTo(1.0 / 24, within(0.002));
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
    mirrored(first, second);
  }

  @Property
  void so_it_is_when_locations_are_weighed(
      @ForAll @Size(20) List<@DoubleRange(min = 0.5, max = 2) Double> first,
      @ForAll @Size(20) List<@DoubleRange(min = 0.5, max = 2) Double> second) {
    mirrored(first, second);
  }

  private static void mirrored(List<Double> first, List<Double> second) {
    var x = first.stream().mapToDouble(Double::doubleValue).toArray();
    var y = second.stream().mapToDouble(Double::doubleValue).toArray();
    var doubled = Arrays.stream(y).map(value -> 2 * value).toArray();

    assertThat(LogRatio.robust(y, x)).isCloseTo(-LogRatio.robust(x, y), within(1e-9));
    assertThat(LogRatio.robust(x, doubled))
        .isCloseTo(LogRatio.robust(x, y) + Math.log(2), within(1e-9));
  }
}
