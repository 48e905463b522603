package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VarianceComponentsTest {

  /// Yields of dyestuff in six batches (Davies and Goldsmith, Statistical Methods in Research and
  /// Production, 1972); `lme4` of R gives 1764.05 between batches and 2451.25 within.
  private static final List<double[]> DYESTUFF =
      List.of(
          new double[] {1545, 1440, 1440, 1520, 1580},
          new double[] {1540, 1555, 1490, 1560, 1495},
          new double[] {1595, 1550, 1605, 1510, 1560},
          new double[] {1445, 1440, 1595, 1465, 1545},
          new double[] {1595, 1630, 1515, 1635, 1625},
          new double[] {1520, 1455, 1450, 1480, 1445});

  @Test
  void agrees_with_the_published_components_of_the_dyestuff_data() {
    var found = VarianceComponents.of(DYESTUFF);

    assertThat(found.between()).isCloseTo(1764.05, within(0.005));
    assertThat(found.within()).isCloseTo(2451.25, within(0.005));
  }

  /// Unequal sizes by hand: means 2, 6, 1; 2 within on 4 degrees, 39.43 between on 2, size 2.214.
  @Test
  void agrees_with_a_sum_by_hand_for_groups_of_unequal_sizes() {
    var groups = List.of(new double[] {1, 2, 3}, new double[] {6, 6, 6}, new double[] {1});
    var found = VarianceComponents.of(groups);

    assertThat(found.within()).isCloseTo(0.5, within(1e-12));
    double size = (7 - 19 / 7.0) / 2;
    double mean = 25 / 7.0;
    double between =
        (3 * Math.pow(2 - mean, 2) + 3 * Math.pow(6 - mean, 2) + Math.pow(1 - mean, 2)) / 2;
    assertThat(found.between()).isCloseTo((between - 0.5) / size, within(1e-12));
  }

  @Test
  void scale_squares_order_and_level_do_nothing() {
    var random = new Random(61);
    for (int run = 0; run < 100; run++) {
      var groups = groups(random, 6, 10, 1, 0.5);
      var other = new ArrayList<>(groups);
      other.replaceAll(group -> Arrays.stream(group).map(value -> 7 - 3 * value).toArray());
      var found = VarianceComponents.of(groups);
      var scaled = VarianceComponents.of(other.reversed());

      assertThat(scaled.within()).isCloseTo(9 * found.within(), within(1e-9));
      assertThat(scaled.between()).isCloseTo(9 * found.between(), within(1e-9));
    }
  }

  @Test
  void what_was_planted_is_found() {
    var found = VarianceComponents.of(groups(new Random(67), 400, 30, 2, 0.5));

    assertThat(Math.sqrt(found.within())).isCloseTo(2, within(0.1));
    assertThat(Math.sqrt(found.between())).isCloseTo(0.5, within(0.1));
  }

  /// sqrt(100 · 4 / 0.25) = 40; dearer groups ask for more values each.
  @Test
  void the_best_number_of_values_follows_costs_and_variances() {
    var components = new VarianceComponents(4, 0.25);

    assertThat(components.best(100)).hasValue(40);
    assertThat(components.best(400)).hasValue(80);
    assertThat(components.best(1e-6)).hasValue(1);
    assertThat(new VarianceComponents(0, 1).best(5)).hasValue(1);
    assertThat(new VarianceComponents(1, 0).best(5)).isEmpty();
  }

  @Test
  void refuses_what_tells_nothing() {
    assertThatThrownBy(() -> VarianceComponents.of(List.of(new double[] {1, 2})))
        .hasMessageContaining("2 values in 1 groups");
    assertThatThrownBy(() -> VarianceComponents.of(List.of(new double[] {1}, new double[] {2})))
        .hasMessageContaining("2 values in 2 groups");
    assertThatThrownBy(() -> new VarianceComponents(Double.NaN, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new VarianceComponents(1, 1).best(0))
        .hasMessageContaining("not above");
  }

  private static List<double[]> groups(
      Random random, int count, int size, double within, double between) {
    var groups = new ArrayList<double[]>();
    for (int i = 0; i < count; i++) {
      double own = between * random.nextGaussian();
      groups.add(random.doubles(size).map(_ -> own + within * random.nextGaussian()).toArray());
    }
    return groups;
  }
}
