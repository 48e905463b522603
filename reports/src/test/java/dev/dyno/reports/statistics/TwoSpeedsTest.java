package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TwoSpeedsTest {

  /// What the gate over two releases of commons-codec met.
  @Test
  void seventeen_slow_forks_of_36_beside_six_are_counted() {
    var speeds = TwoSpeeds.of(forks(1, 17), forks(2, 6)).orElseThrow();

    assertThat(speeds.slowBaseline()).isEqualTo(17);
    assertThat(speeds.slowCandidate()).isEqualTo(6);
    assertThat(speeds.forks()).isEqualTo(36);
    assertThat(speeds.apart()).isCloseTo(0.4, within(0.02));
  }

  @Test
  void a_side_that_is_slower_as_a_whole_has_one_speed() {
    assertThat(TwoSpeeds.of(forks(1, 0), forks(2, 36))).isEmpty();
  }

  @Test
  void a_machine_that_takes_both_forks_of_a_pair_along_makes_no_two_speeds() {
    var levels = forks(1, 17);
    var beside = Arrays.stream(levels).map(each -> each + 0.001).toArray();

    assertThat(TwoSpeeds.of(levels, beside)).isEmpty();
  }

  @Test
  void noise_of_one_speed_is_hardly_ever_taken_for_two() {
    var random = new Random(3);
    int found = 0;
    for (int run = 0; run < 2000; run++) {
      int pairs = run % 2 == 0 ? 6 : 24;
      found += TwoSpeeds.of(noise(random, pairs), noise(random, pairs)).isPresent() ? 1 : 0;
    }
    assertThat(found).isLessThan(20);
  }

  @Test
  void two_slow_forks_alone_are_an_accident_and_costs_that_are_none_tell_nothing() {
    assertThat(TwoSpeeds.of(forks(1, 2), forks(2, 0))).isEmpty();
    assertThat(TwoSpeeds.of(new double[] {Double.NaN, 0, 1, 2}, new double[] {0, 0, 1, 1}))
        .isEmpty();
    assertThat(TwoSpeeds.of(new double[0], new double[0])).isEmpty();
    assertThatThrownBy(() -> new TwoSpeeds(0.4, 5, 0, 4)).hasMessageContaining("5 and 0 slow of 4");
  }

  private static double[] forks(int seed, int slow) {
    var random = new Random(seed);
    var levels = new double[36];
    for (int i = 0; i < levels.length; i++) {
      boolean isSlow = (7 * i + seed * 5) % 36 < slow; // scattered
      levels[i] = Math.log(isSlow ? 0.14 : 0.10) + 0.01 * random.nextGaussian();
    }
    return levels;
  }

  private static double[] noise(Random random, int pairs) {
    return random
        .doubles(pairs)
        .map(u -> 0.03 * random.nextGaussian() + (u < 0.05 ? 0.2 * u / 0.05 : 0))
        .toArray();
  }
}
