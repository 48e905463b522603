package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialTailTest {

  /// By exact fractions: 3 of 3 is 1/8000; 3 or more of 5 is (10·361 + 5·19 + 1) / 20^5; 4 or more
  /// of 5 is (5·19 + 1) / 20^5.
  @ParameterizedTest
  @CsvSource({"3,3,0.000125", "3,5,0.001158125", "4,5,0.00003", "0,7,1", "1,2,0.0975"})
  void agrees_with_sums_by_hand(int hits, int trials, double tail) {
    assertThat(BinomialTail.atLeast(hits, trials, 0.05)).isCloseTo(tail, within(1e-12));
  }

  @Test
  void falls_as_hits_rise() {
    for (int hits = 1; hits <= 20; hits++) {
      assertThat(BinomialTail.atLeast(hits, 20, 0.3))
          .isLessThan(BinomialTail.atLeast(hits - 1, 20, 0.3));
    }
  }

  @Test
  void refuses_what_cannot_be() {
    assertThatThrownBy(() -> BinomialTail.atLeast(4, 3, 0.05)).hasMessageContaining("4 of 3");
    assertThatThrownBy(() -> BinomialTail.atLeast(1, 3, Double.NaN)).hasMessageContaining("NaN");
  }
}
