package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void it_is_the_root_mean_square_around_0_and_not_around_their_mean() {
    assertThat(Spread.of(new double[] {3, 4}).deviation()).isEqualTo(Math.sqrt(12.5));
    assertThat(Spread.of(new double[] {2, 2, -2}).deviation()).isEqualTo(2);
  }

  /// The upper 5 % point of F with 6 and 6 degrees of freedom is 4.28, with 10 and 5 it is 4.74
  /// (Snedecor and Cochran, table A 14).
  @Test
  void its_interval_comes_from_the_tables_of_f() {
    var same = new Spread(2, 6).over(new Spread(1, 6), 0.9);
    var other = new Spread(1, 10).over(new Spread(1, 5), 0.9);

    assertThat(same.times()).isEqualTo(2);
    assertThat(same.low()).isCloseTo(2 / Math.sqrt(4.28), within(0.002));
    assertThat(same.high()).isCloseTo(2 * Math.sqrt(4.28), within(0.005));
    assertThat(same.told()).isFalse();
    assertThat(other.low()).isCloseTo(1 / Math.sqrt(4.74), within(0.001));
    assertThat(new Spread(3, 6).over(new Spread(1, 6), 0.9).told()).isTrue();
  }

  @Test
  void it_covers_the_true_ratio_as_often_as_it_says() {
    var random = new Random(1);
    int runs = 4000;
    int covered = 0;
    for (int run = 0; run < runs; run++) {
      var wide = Spread.of(normal(random, 8, 3));
      var ratio = wide.over(Spread.of(normal(random, 6, 1)), 0.9);
      covered += ratio.low() <= 3 && 3 <= ratio.high() ? 1 : 0;
    }
    assertThat((double) covered / runs).isCloseTo(0.9, within(0.02)); // 4 standard errors
  }

  private static double[] normal(Random random, int count, double deviation) {
    return IntStream.range(0, count).mapToDouble(_ -> deviation * random.nextGaussian()).toArray();
  }

  @Test
  void nothing_to_compare_is_refused() {
    assertThatThrownBy(() -> Spread.of(new double[0])).hasMessageContaining("over 0 pairs");
    assertThatThrownBy(() -> Spread.of(new double[] {Double.NaN})).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Spread(1, 6).over(new Spread(0, 6), 0.9))
        .hasMessageContaining("no ratio to a spread of 0.0");
  }
}
