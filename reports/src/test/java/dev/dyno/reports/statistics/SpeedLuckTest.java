package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SpeedLuckTest {

  /// By hand: 1/4^6, and 6 * 3 / 4^6 more.
  @Test
  void six_pairs_that_agree_have_one_chance_in_4096_and_five_of_six_nineteen() {
    assertThat(luck(0.2, 0.21, 0.19, 0.2, 0.22, 0.2).pAbove()).isCloseTo(1.0 / 4096, within(1e-15));
    assertThat(luck(0.2, 0.21, 0.19, 0.2, 0.22, 0.0).pAbove())
        .isCloseTo(19.0 / 4096, within(1e-15));
    assertThat(SpeedLuck.least(6)).isCloseTo(1.0 / 4096, within(1e-15));
  }

  @Test
  void it_is_the_tail_of_the_binomial_distribution() {
    var ratios = new double[24];
    Arrays.fill(ratios, 0, 15, 0.2);
    assertThat(luck(ratios).pAbove()).isCloseTo(BinomialTail.atLeast(15, 24, 0.25), within(1e-12));
  }

  @Test
  void it_says_nothing_of_the_other_side_and_of_what_is_beyond_all_luck() {
    assertThat(luck(0.2, 0.2, 0.2, 0.2).pBelow()).isZero();
    assertThat(luck(0.7, 0.7, 0.7, 0.7).pAbove()).isZero(); // doubled and more
    assertThat(luck(0.69, 0.69, 0.69, 0.69).pAbove()).isCloseTo(1.0 / 256, within(1e-15));
  }

  /// Moving all pairs by the same does not change which of them lie close to each other: the
  /// crossing is where the same pairs, moved there, just refute luck.
  @Property
  void pairs_moved_just_beyond_the_crossing_refute_luck_and_just_before_do_not(
      @ForAll @Size(min = 4, max = 24) double @DoubleRange(min = -0.1, max = 0.1) [] ratios) {
    double level = 0.001;
    double mean = TrimmedMean.of(ratios).mean();
    double crossing = new SpeedLuck(mean, ratios).crossingAbove(level);

    assertThat(moved(mean, crossing + 1e-6, ratios).pAbove()).isLessThanOrEqualTo(level);
    if (crossing > 2e-6) {
      assertThat(moved(mean, crossing - 1e-6, ratios).pAbove()).isGreaterThan(level);
    }
  }

  @Property
  void both_sides_mirror_each_other(
      @ForAll @Size(min = 4, max = 24) double @DoubleRange(min = -0.5, max = 0.5) [] ratios) {
    var mirrored = Arrays.stream(ratios).map(each -> -each).toArray();
    double mean = TrimmedMean.of(ratios).mean();
    var one = new SpeedLuck(mean, ratios);
    var other = new SpeedLuck(-mean, mirrored);
    assertThat(other.pAbove()).isEqualTo(one.pBelow());
    assertThat(other.crossingAbove(0.01)).isEqualTo(one.crossingBelow(0.01));
  }

  private static SpeedLuck moved(double mean, double to, double... ratios) {
    return new SpeedLuck(to, Arrays.stream(ratios).map(each -> each + to - mean).toArray());
  }

  private static SpeedLuck luck(double... ratios) {
    return new SpeedLuck(TrimmedMean.of(ratios).mean(), ratios);
  }
}
