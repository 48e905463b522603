package dev.dyno.engine.embedded.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {
  private static final int DRAWS = 10_000;

  @ParameterizedTest
  @CsvSource({"1.9, 12, 1.3", "22, 40, 11", "373, 473, 266", "130, 195, 104", "5, 5.1, 0"})
  void ten_thousand_draws_have_the_median_the_p90_and_the_minimum(
      double median, double p90, double minimum) {
    var draws = sorted(new Spread(median, p90, minimum), 1);

    // Four standard errors of these quantiles; more for the wider tail.
    assertThat(millis(draws[DRAWS / 2])).isCloseTo(median, within(median * 0.10));
    assertThat(millis(draws[DRAWS * 9 / 10])).isCloseTo(p90, within(p90 * 0.12));
    assertThat(millis(draws[0])).isGreaterThanOrEqualTo(minimum);
  }

  @Test
  void another_median_would_not_pass_for_this_one() {
    var draws = sorted(new Spread(373, 473, 266), 1);

    assertThat(millis(draws[DRAWS / 2])).isNotCloseTo(373 * 1.05, within(373 * 0.02));
    assertThat(millis(draws[DRAWS / 2])).isCloseTo(373, within(373 * 0.02));
  }

  @Test
  void the_same_seed_draws_the_same_times_and_another_seed_others() {
    var spread = new Spread(22, 40, 11);

    assertThat(sorted(spread, 1)).isEqualTo(sorted(spread, 1)).isNotEqualTo(sorted(spread, 2));
  }

  @Test
  void a_fixed_time_is_always_the_same() {
    var draws = sorted(Spread.fixed(Duration.ofMillis(7)), 1);

    assertThat(draws[0]).isEqualTo(draws[DRAWS - 1]).isEqualTo(7_000_000);
  }

  @ParameterizedTest
  @CsvSource({"-1, 1, -1", "2, 1, 0", "1, 2, 1.5", "NaN, NaN, 0", "1, 1e12, 0", "0, 1, 0"})
  void what_is_no_distribution_is_refused(double median, double p90, double minimum) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Spread(median, p90, minimum));
  }

  private static long[] sorted(Spread spread, long seed) {
    var random = new SplittableRandom(seed);
    return LongStream.generate(() -> spread.draw(random).toNanos()).limit(DRAWS).sorted().toArray();
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
