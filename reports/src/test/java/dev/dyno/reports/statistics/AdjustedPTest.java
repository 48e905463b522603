package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdjustedPTest {

  /// The 15 tests of the worked example of Benjamini and Hochberg (1995), section 4.
  private static final double[] PUBLISHED = {
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
    0.6528, 0.7590, 1.0000
  };

  /// The paper: at 0.05 its procedure rejects the first four, family-wise ones the first three.
  @Test
  void the_published_example_rejects_four_by_discovery_rate_and_three_family_wise() {
    assertThat(Arrays.stream(AdjustedP.benjaminiHochberg(PUBLISHED)).filter(p -> p <= 0.05))
        .hasSize(4);
    assertThat(Arrays.stream(AdjustedP.holm(PUBLISHED)).filter(p -> p <= 0.05)).hasSize(3);
  }

  /// `p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")` and `"BH"` of R; by hand: 4 * 0.005, 3 * 0.01,
  /// 2 * 0.03, then never less; and 4/4 * 0.04, 4/3 * 0.03, 4/2 * 0.01, 4 * 0.005.
  @Test
  void four_values_agree_with_an_independent_computation() {
    assertThat(AdjustedP.holm(0.01, 0.04, 0.03, 0.005))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
    assertThat(AdjustedP.benjaminiHochberg(0.01, 0.04, 0.03, 0.005))
        .containsExactly(new double[] {0.02, 0.04, 0.04, 0.02}, within(1e-15));
  }

  @Test
  void one_test_alone_keeps_its_p_and_no_test_has_none() {
    assertThat(AdjustedP.holm(0.03)).containsExactly(0.03);
    assertThat(AdjustedP.benjaminiHochberg(0.03)).containsExactly(0.03);
    assertThat(AdjustedP.holm()).isEmpty();
  }

  @Test
  void what_is_no_p_is_refused() {
    assertThatThrownBy(() -> AdjustedP.holm(0.1, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> AdjustedP.benjaminiHochberg(1.1)).hasMessageContaining("1.1");
  }

  @Property
  void adjusting_keeps_the_order_and_never_helps_and_holm_is_the_stricter(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 1) Double> family) {
    var p = family.stream().mapToDouble(Double::doubleValue).toArray();
    var holm = AdjustedP.holm(p);
    var rate = AdjustedP.benjaminiHochberg(p);

    for (int i = 0; i < p.length; i++) {
      assertThat(rate[i]).isBetween(p[i], 1.0);
      assertThat(holm[i]).isBetween(rate[i] - 1e-15, Math.min(1, p.length * p[i]) + 1e-15);
      for (int j = 0; j < p.length; j++) {
        if (p[i] < p[j]) {
          assertThat(holm[i]).isLessThanOrEqualTo(holm[j]);
          assertThat(rate[i]).isLessThanOrEqualTo(rate[j]);
        }
      }
    }
  }

  @Property
  void the_order_in_which_tests_come_changes_nothing(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = 0, max = 1) Double> family) {
    var turned = family.reversed();

    assertThat(Arrays.stream(AdjustedP.holm(values(turned))).boxed().toList().reversed())
        .isEqualTo(Arrays.stream(AdjustedP.holm(values(family))).boxed().toList());
    assertThat(sorted(AdjustedP.benjaminiHochberg(values(turned))))
        .isEqualTo(sorted(AdjustedP.benjaminiHochberg(values(family))));
  }

  @Property
  void one_more_test_makes_no_finding_of_the_others_stronger(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = 0, max = 1) Double> family,
      @ForAll @DoubleRange(min = 0, max = 1) double another) {
    var p = values(family);
    var more = Arrays.copyOf(p, p.length + 1);
    more[p.length] = another;

    for (int i = 0; i < p.length; i++) {
      assertThat(AdjustedP.holm(more)[i]).isGreaterThanOrEqualTo(AdjustedP.holm(p)[i] - 1e-15);
    }
  }

  private static double[] values(List<Double> family) {
    return family.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<Double> sorted(double[] values) {
    var sorted = new java.util.ArrayList<>(Arrays.stream(values).boxed().toList());
    Collections.sort(sorted);
    return sorted;
  }
}
