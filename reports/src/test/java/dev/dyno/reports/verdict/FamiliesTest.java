package dev.dyno.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FamiliesTest {

  @Test
  void the_errors_of_all_families_are_together_that_of_the_gate() {
    for (var families :
        new Families[] {new Families(3, 7), new Families(3, 0), new Families(0, 7)}) {
      double all =
          Arrays.stream(Family.values())
              .filter(family -> families.size(family) > 0)
              .mapToDouble(families::error)
              .sum();
      assertThat(all).as("%s", families).isEqualTo(Families.ERROR, within(1e-12));
    }
  }

  @Test
  void a_count_is_of_counters_and_all_else_of_times() {
    assertThat(Families.of(Stream.of(Metric.values())))
        .isEqualTo(new Families(Metric.values().length - 1, 1));
    assertThat(Family.of(Metric.BYTES)).isEqualTo(Family.COUNTERS);
  }

  /// What a time must show does not depend on how many counters are held beside it.
  @Test
  void counters_make_no_time_stricter() {
    var one = new Families(20, 1);
    var many = new Families(20, 400);

    assertThat(many.error(Metric.TIME) / many.size(Metric.TIME))
        .isEqualTo(one.error(Metric.TIME) / one.size(Metric.TIME))
        .isGreaterThan(Families.ERROR / (20 + 20));
  }
}
