package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankSumTest {

  private static final double[] LOW = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

  /// All of one side below the other: two of the 184,756 ways to rank ten and ten.
  @Test
  void ten_against_ten_that_do_not_mix_have_the_smallest_exact_p_there_is() {
    double[] high = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20};

    assertThat(RankSum.p(LOW, high)).isCloseTo(2.0 / 184_756, within(1e-12));
  }

  /// Published critical value of ten against ten at 5 %, two-sided: U = 23, with p below, and
  /// 24 with p above.
  @Test
  void the_published_critical_value_of_ten_against_ten_lies_where_tables_say() {
    assertThat(RankSum.p(LOW, shifted(23))).isLessThan(0.05);
    assertThat(RankSum.p(LOW, shifted(24))).isGreaterThan(0.05);
  }

  /// Ten values of which so many pairs with [#LOW] lie below.
  private static double[] shifted(int below) {
    var values = new double[10];
    for (int i = 0; i < 10; i++) {
      int own = Math.min(10, Math.max(0, below - 10 * i));
      values[i] = 10.5 - own + 0.01 * i;
    }
    return values;
  }
}
