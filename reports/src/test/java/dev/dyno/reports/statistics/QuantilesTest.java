package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantilesTest {

  /// Upper critical values, NIST/SEMATECH e-Handbook of Statistical Methods, three decimals.
  @ParameterizedTest
  @CsvSource({
    "1, 0.025, 12.706",
    "7, 0.01, 2.998",
    "17, 0.01, 2.567",
    "30, 0.05, 1.697",
    "Infinity, 0.025, 1.960",
  })
  void quantiles_are_those_of_the_table_however_often_they_are_asked(
      double degreesOfFreedom, double alpha, double quantile) {
    for (int time = 0; time < 3; time++) {
      assertThat(Quantiles.above(degreesOfFreedom, alpha)).isCloseTo(quantile, within(0.0005));
    }
  }

  /// One that was worked out before is never taken for another.
  @ParameterizedTest
  @CsvSource({"3, 0.01", "3, 0.001", "15, 0.01", "15, 0.001"})
  void each_is_the_librarys_to_the_last_bit(double degreesOfFreedom, double alpha) {
    for (int time = 0; time < 2; time++) {
      assertThat(Quantiles.above(degreesOfFreedom, alpha))
          .isEqualTo(TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(alpha));
    }
  }
}
