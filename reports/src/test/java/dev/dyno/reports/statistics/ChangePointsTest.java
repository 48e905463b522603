package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChangePointsTest {
  private static final ChangePoints RULE = ChangePoints.usual();

  /// By hand: 9 distances of 10 between, none within; 9/6 * 2/9 * 90.
  @Test
  void the_best_split_of_two_flat_levels_lies_between_them() {
    double[] levels = {0, 0, 0, 10, 10, 10};

    assertThat(EnergySplit.best(levels, 0, 6, 2)).contains(new EnergySplit(3, 30));
    assertThat(EnergySplit.best(levels, 0, 3, 2)).isEmpty();
    assertThatThrownBy(() -> EnergySplit.best(levels, 0, 6, 1)).hasMessageContaining("1 values");
  }

  /// Worked out by the double sums of the paper's equations in Python.
  @Test
  void the_best_splits_of_a_published_series_are_those_of_the_definition() {
    double[] published = published();

    var first = EnergySplit.best(published, 0, 50, 5).orElseThrow();
    var second = EnergySplit.best(published, 50, 100, 5).orElseThrow();
    var third = EnergySplit.best(published, 100, 150, 5).orElseThrow();

    assertThat(first.at()).isEqualTo(15);
    assertThat(first.statistic()).isCloseTo(52596.28941176471, within(1e-6));
    assertThat(second.at()).isEqualTo(71);
    assertThat(second.statistic()).isCloseTo(87603.096, within(1e-6));
    assertThat(third.at()).isEqualTo(131);
    assertThat(third.statistic()).isCloseTo(15540.192, within(1e-6));
  }

  /// `scipy.stats.ttest_ind(x, y)`; agreement and distance by hand.
  @Test
  void a_shift_has_the_p_of_an_independent_computation() {
    double[] both = {1.00, 1.02, 1.05, 0.95, 0.98, 0.80, 0.82, 0.85, 0.79, 0.77};

    var shift = MeanShift.of(both, 0, 5, 10);

    assertThat(shift.before()).isCloseTo(1.0, within(1e-12));
    assertThat(shift.after()).isCloseTo(0.806, within(1e-12));
    assertThat(shift.p()).isCloseTo(2.0249770329333605e-05, within(1e-15));
    assertThat(shift.agreement()).isEqualTo(1);
    assertThat(shift.distance()).isCloseTo(10, within(1e-9)); // 0.2 over 0.02
  }

  /// `scipy.stats.ttest_ind(x, y, trim=0.15)`; without trimming it gives 0.0146.
  @Test
  void an_outlier_does_not_hide_a_shift() {
    assertThat(MeanShift.of(published(), 0, 15, 25).p())
        .isCloseTo(9.993789883355977e-19, within(1e-24));
  }

  /// Otava, at the same level of 0.001, finds 15, 61, 71, 95, 117, 131, 142, 148, 192, 212 and 260:
  /// ours are among them (two places off at most), and none of those beyond 2 % is missing.
  @Test
  void a_published_series_changes_where_another_detector_says_and_its_outlier_is_none() {
    var found = RULE.of(published(), 0, published().length);
    var places = found.stream().map(ChangePoint::at).toList();
    var otava = List.of(15, 61, 71, 95, 117, 131, 142, 148, 192, 212, 260);

    assertThat(places)
        .allMatch(at -> otava.stream().anyMatch(it -> Math.abs(it - at) <= 2), "near Otava's")
        .contains(15, 61, 71, 95, 131, 192)
        .doesNotContain(10, 11);
  }

  @Test
  void a_single_outlier_is_no_change_and_five_in_a_row_are() {
    double[] once = noise(60, 0.01, 3);
    double[] often = once.clone();
    once[30] += 1;
    IntStream.range(50, 60).forEach(i -> often[i] += 1);

    assertThat(RULE.of(once, 0, 60)).isEmpty();
    assertThat(RULE.of(often, 0, 60)).extracting(ChangePoint::at).containsExactly(50);
  }

  @Test
  void noise_alone_changes_less_than_once_in_fifty_series_of_a_year() {
    long changed =
        IntStream.range(0, 200)
            .filter(seed -> !RULE.of(noise(365, 0.02, seed), 0, 365).isEmpty())
            .count();

    assertThat(changed).isLessThanOrEqualTo(4);
  }

  @Property(tries = 50)
  void a_step_of_eight_deviations_is_found_whatever_the_scale(
      @ForAll @IntRange(min = 10, max = 90) int at,
      @ForAll @IntRange(min = -6, max = 6) int power,
      @ForAll @IntRange(max = 1000) int seed) {
    double[] values = noise(100, 1, seed);
    double scale = Math.pow(10, power);
    for (int i = 0; i < values.length; i++) {
      values[i] = scale * (values[i] + (i >= at ? 8 : 0));
    }

    var found = RULE.of(values, 0, values.length);

    // Noise may claim a neighbour, and change by itself: how often is counted below.
    assertThat(found)
        .anySatisfy(
            each -> {
              assertThat(each.at()).isBetween(at - 1, at + 1);
              assertThat(each.size()).isBetween(6 * scale, 10 * scale);
            });
  }

  @Test
  void steps_bring_a_change_that_is_none_in_less_than_one_of_a_hundred_series() {
    long more = IntStream.range(0, 200).filter(seed -> grown(seed).all().size() != 2).count();

    assertThat(more).isLessThan(2);
  }

  @Property(tries = 50)
  void a_series_upside_down_changes_at_the_same_places(@ForAll @IntRange(max = 1000) int seed) {
    double[] values = noise(120, 1, seed);
    IntStream.range(40, 120).forEach(i -> values[i] += 3);
    double[] mirrored = Arrays.stream(values).map(it -> -it).toArray();

    assertThat(RULE.of(mirrored, 0, 120))
        .extracting(ChangePoint::at)
        .isEqualTo(RULE.of(values, 0, 120).stream().map(ChangePoint::at).toList());
  }

  @Property(tries = 20)
  void a_series_that_grows_gives_the_same_in_however_many_parts_it_comes(
      @ForAll @IntRange(max = 1000) int seed, @ForAll @IntRange(min = 1, max = 299) int cut) {
    double[] values = steps(seed);

    var whole = grown(seed);
    var parts = TrackedChanges.none().after(Arrays.copyOf(values, cut), RULE).after(values, RULE);

    assertThat(parts).isEqualTo(whole);
    assertThat(whole.settled())
        .anySatisfy(each -> assertThat(each.at()).isBetween(88, 92))
        .anySatisfy(each -> assertThat(each.at()).isBetween(198, 202));
  }

  @Test
  void what_was_settled_is_not_taken_back_and_what_is_open_may_be() {
    double[] values = noise(120, 1, 7);
    IntStream.range(60, 66).forEach(i -> values[i] += 8);

    var then = TrackedChanges.none().after(Arrays.copyOf(values, 66), RULE);
    var later = then.after(Arrays.copyOf(values, 119), RULE);

    assertThat(then.open()).extracting(ChangePoint::at).containsExactly(60);
    assertThat(later.all()).extracting(ChangePoint::at).containsExactly(60, 66);
    assertThatThrownBy(() -> later.after(new double[3], RULE)).hasMessageContaining("3 values");
  }

  @Test
  void rules_that_cannot_work_are_refused() {
    assertThatThrownBy(() -> new ChangePoints(10, 5, 0.001, 0.85, 3)).hasMessageContaining("10");
    assertThatThrownBy(() -> new ChangePoints(50, 5, 0, 0.85, 3)).hasMessageContaining("level 0");
    assertThatThrownBy(() -> new ChangePoints(50, 5, 0.01, 2, 3)).hasMessageContaining("2");
  }

  private static TrackedChanges grown(int seed) {
    return TrackedChanges.none().after(steps(seed), RULE);
  }

  /// 300 values of deviation 1: four up at 90, six down at 200.
  private static double[] steps(int seed) {
    double[] values = noise(300, 1, seed);
    IntStream.range(90, 300).forEach(i -> values[i] += 4);
    IntStream.range(200, 300).forEach(i -> values[i] -= 6);
    return values;
  }

  private static double[] noise(int length, double deviation, long seed) {
    var random = new Random(seed);
    return IntStream.range(0, length).mapToDouble(_ -> deviation * random.nextGaussian()).toArray();
  }

  private static double[] published() {
    try (var in = ChangePointsTest.class.getResourceAsStream("tigerbeetle.txt")) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(", ")))
          .mapToDouble(Double::parseDouble)
          .toArray();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
