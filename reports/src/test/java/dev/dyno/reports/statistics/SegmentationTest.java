package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SegmentationTest {

  /// Flow of the Nile at Aswan, 1871 to 1970, 10^8 m³ (Cobb, The Problem of the Nile, Biometrika
  /// 65, 1978): it fell after 1898, the 28th year.
  private static final double[] NILE = {
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180,
    799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833,
    701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845,
    864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649,
    846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815,
    1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740
  };

  @Test
  void the_nile_fell_after_1898() {
    var found = Segmentation.of(NILE, 125_000, 1);

    assertThat(starts(found)).containsExactly(0, 28);
    assertThat(found.stretches().getFirst().mean()).isCloseTo(1097.75, within(1e-9));
    assertThat(found.stretches().getLast().mean()).isCloseTo(849.9722222222222, within(1e-9));
  }

  /// Found by a program of its own (Python, the plain recursion with sums over each stretch).
  @Test
  void a_smaller_penalty_cuts_more_and_a_larger_one_not_at_all() {
    assertThat(starts(Segmentation.of(NILE, 50_000, 1)))
        .containsExactly(0, 6, 7, 10, 19, 28, 37, 40, 45, 47, 83, 95);
    assertThat(starts(Segmentation.of(NILE, 50_000, 5))).containsExactly(0, 10, 19, 28, 83, 95);
    assertThat(starts(Segmentation.of(NILE, 2_000_000, 1))).containsExactly(0);
  }

  /// All ways to cut up to 12 values, tried one by one.
  @RepeatedTest(100)
  void no_other_way_to_cut_costs_less(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    int n = random.nextInt(2, 13);
    double[] values = random.doubles(n, 0, 10).toArray();
    double penalty = random.nextDouble(0, 20);

    double least = Double.POSITIVE_INFINITY;
    for (int cuts = 0; cuts < 1 << (n - 1); cuts++) {
      least = Math.min(least, cost(values, cuts, penalty));
    }
    int own = 0;
    for (var stretch : Segmentation.of(values, penalty, 1).stretches()) {
      own |= stretch.start() == 0 ? 0 : 1 << (stretch.start() - 1);
    }
    assertThat(cost(values, own, penalty)).isCloseTo(least, within(1e-9));
  }

  /// Bit `i` cuts after value `i`.
  private static double cost(double[] values, int cuts, double penalty) {
    double cost = 0;
    int start = 0;
    for (int end = 1; end <= values.length; end++) {
      if (end == values.length || (cuts >> (end - 1) & 1) == 1) {
        var stretch = Arrays.copyOfRange(values, start, end);
        double mean = Arrays.stream(stretch).average().orElseThrow();
        cost += penalty + Arrays.stream(stretch).map(v -> (v - mean) * (v - mean)).sum();
        start = end;
      }
    }
    return cost;
  }

  @RepeatedTest(50)
  void moving_and_scaling_all_values_moves_no_cut_and_turning_them_round_mirrors(
      RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    double[] values = random.doubles(40, 0, 10).toArray();
    double[] scaled = Arrays.stream(values).map(value -> 1e6 + 3 * value).toArray();
    double[] backwards = new double[40];
    Arrays.setAll(backwards, i -> values[39 - i]);

    var found = starts(Segmentation.of(values, 15, 2));
    assertThat(starts(Segmentation.of(scaled, 9 * 15, 2))).isEqualTo(found);
    assertThat(
            Segmentation.of(backwards, 15, 2).stretches().reversed().stream()
                .map(stretch -> 40 - stretch.end())
                .toList())
        .isEqualTo(found);
  }

  @Test
  void no_stretch_is_shorter_than_asked() {
    double[] values = {0, 0, 0, 9, 0, 0, 0, 0, 7, 7, 7, 7};
    assertThat(starts(Segmentation.of(values, 1, 1))).containsExactly(0, 3, 4, 8);
    assertThat(starts(Segmentation.of(values, 1, 4))).containsExactly(0, 4, 8);
    assertThat(starts(Segmentation.of(values, 1, 5))).containsExactly(0, 7);
    assertThat(starts(Segmentation.of(new double[] {1, 9}, 0, 5))).containsExactly(0);
  }

  @Test
  void neighbours_that_are_close_are_joined_the_closest_first() {
    double[] values = {9, 9, 5, 5, 5.4, 5.4, 5.9, 5.9};
    var cut = Segmentation.of(values, 0.01, 2);

    assertThat(starts(cut)).containsExactly(0, 2, 4, 6);
    assertThat(starts(cut.joined(0.45))).containsExactly(0, 2, 6); // 5.2 is 0.7 from 5.9
    assertThat(cut.joined(0.45).stretches().get(1).mean()).isCloseTo(5.2, within(1e-9));
    assertThat(starts(cut.joined(1))).containsExactly(0, 2);
    assertThat(starts(cut.joined(0))).isEqualTo(starts(cut));
  }

  @Test
  void refuses_what_has_no_mean_and_stretches_that_do_not_meet() {
    assertThatThrownBy(() -> Segmentation.of(new double[0], 1, 1)).hasMessageContaining("0 values");
    assertThatThrownBy(() -> Segmentation.of(new double[] {Double.NaN}, 1, 1))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> Segmentation.of(new double[] {1}, Double.NaN, 1))
        .hasMessageContaining("penalty NaN");
    assertThatThrownBy(() -> new Segmentation(List.of(new Segmentation.Stretch(1, 2, 0))))
        .hasMessageContaining("starts at 1 where 0 is due");
    assertThatThrownBy(() -> new Segmentation(List.of())).hasMessageContaining("no stretches");
    assertThatThrownBy(() -> new Segmentation.Stretch(2, 2, 0)).hasMessageContaining("from 2 to 2");
  }

  private static List<Integer> starts(Segmentation found) {
    return found.stretches().stream().map(Segmentation.Stretch::start).toList();
  }
}
