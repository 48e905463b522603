package dev.dyno.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Matrix;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Variant;
import dev.dyno.reports.statistics.FractionalFactorial;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MatrixJudgeTest {

  private static final MatrixJudge JUDGE = new MatrixJudge(Rule.of(List.of(1, 2)));
  private static final List<String> FOUR = List.of("cache", "pulls", "tar", "buffers");
  private static final Variant VARIANT = new Variant("none", "test", List.of());

  private final SplittableRandom random = new SplittableRandom(17);

  @Test
  void a_toggle_that_halves_the_time_wherever_the_others_stand_has_half_as_its_effect() {
    var time = time(matrix(FOUR, 2, on -> on.contains("tar") ? Math.log(0.5) : 0, 0.001));

    assertThat(time.mains().getFirst().toggles()).containsExactly("tar");
    assertThat(ratio(time.mains().getFirst())).isCloseTo(-0.5, within(0.002));
    assertThat(time.mains().subList(1, 4)).allMatch(other -> Math.abs(ratio(other)) < 0.003);
    assertThat(time.interactions()).hasSize(6).noneMatch(MatrixJudgeTest::clear);
  }

  /// Each of two saves half alone, and both together no more than one: the product of their single
  /// effects promises twice as much as there is.
  @Test
  void two_that_want_the_same_saving_cost_twice_what_their_single_effects_multiply_to() {
    ToDoubleFunction<List<String>> same =
        on -> on.contains("cache") || on.contains("buffers") ? Math.log(0.5) : 0;
    var time = time(matrix(FOUR, 2, same, 0.001));

    assertThat(time.interactions().getFirst().toggles()).containsExactly("cache", "buffers");
    assertThat(ratio(time.interactions().getFirst())).isCloseTo(1, within(0.01));
    assertThat(time.interactions()).filteredOn(MatrixJudgeTest::clear).hasSize(1);
    assertThat(ratio(time.mains().getFirst()))
        .as("half alone, nothing beside the other: on average the root of half")
        .isCloseTo(Math.sqrt(0.5) - 1, within(0.002));
  }

  @Test
  void a_toggle_that_needs_another_one_helps_it() {
    var time =
        time(matrix(FOUR, 2, on -> on.containsAll(List.of("pulls", "tar")) ? -0.4 : 0, 0.001));

    assertThat(time.interactions().getFirst().toggles()).containsExactly("pulls", "tar");
    assertThat(ratio(time.interactions().getFirst())).isCloseTo(Math.expm1(-0.4), within(0.005));
  }

  @Test
  void five_toggles_in_sixteen_runs_are_told_as_well() {
    var five = List.of("a", "b", "c", "d", "e");
    ToDoubleFunction<List<String>> truth =
        on -> (on.contains("e") ? 0.2 : 0) + (on.containsAll(List.of("b", "d")) ? 0.3 : 0);

    var effects = JUDGE.judge(matrix(five, 2, truth, 0.001));

    assertThat(effects.matrix().runs()).hasSize(16);
    assertThat(effects.resolution()).hasValue(5);
    var time = effects.metrics().getFirst();
    assertThat(time.degreesOfFreedom()).isEqualTo(32 - 16);
    assertThat(time.interactions().getFirst().toggles()).containsExactly("b", "d");
    assertThat(ratio(time.interactions().getFirst())).isCloseTo(Math.expm1(0.3), within(0.01));
    assertThat(time.mains())
        .filteredOn(each -> each.toggles().contains("e"))
        .allMatch(each -> Math.abs(ratio(each) - Math.expm1(0.2)) < 0.01);
  }

  /// With noise of 2 % a pair, and a session that shifts every effect by 0.5 %: 2,000 matrices, in
  /// at most 5 of 100 of which any interval misses.
  @Test
  void all_intervals_of_a_metric_hold_at_once_in_95_of_100_matrices() {
    int matrices = 2000;
    int wrong = 0;
    for (int i = 0; i < matrices; i++) {
      var session = session();
      var time =
          time(
              matrix(
                  FOUR,
                  1,
                  on ->
                      session.applyAsDouble(on)
                          + (on.contains("tar") ? -0.3 : 0)
                          + (on.containsAll(FOUR.subList(0, 2)) ? 0.1 : 0),
                  0.02));
      boolean missed = false;
      for (var effect : concat(time)) {
        missed |= !holds(effect, expected(effect.toggles()));
      }
      wrong += missed ? 1 : 0;
    }
    assertThat(wrong).isBetween(matrices / 100, matrices * 5 / 100);
  }

  /// What a session adds to each effect, and half of it to each side.
  private ToDoubleFunction<List<String>> session() {
    var shifts = new TreeMap<String, Double>();
    for (int i = 0; i < FOUR.size(); i++) {
      for (int j = 0; j <= i; j++) {
        shifts.put(FOUR.get(j) + " " + FOUR.get(i), 0.005 * gaussian());
      }
    }
    return on -> {
      double sum = 0;
      for (var shift : shifts.entrySet()) {
        var two = shift.getKey().split(" ", -1);
        boolean alone = two[0].equals(two[1]);
        boolean high = alone ? on.contains(two[0]) : on.contains(two[0]) == on.contains(two[1]);
        sum += (high ? 0.5 : -0.5) * shift.getValue();
      }
      return sum;
    };
  }

  private double gaussian() {
    return ((RandomGenerator) random).nextGaussian();
  }

  private static double expected(List<String> toggles) {
    if (toggles.equals(List.of("cache", "pulls"))) {
      return Math.expm1(0.1);
    }
    if (toggles.equals(List.of("cache")) || toggles.equals(List.of("pulls"))) {
      return Math.expm1(0.05);
    }
    return toggles.equals(List.of("tar")) ? Math.expm1(-0.3) : 0;
  }

  @Test
  void one_pair_a_run_of_two_toggles_has_effects_but_says_that_nothing_tells_how_sure() {
    var two = List.of("tar", "buffers");

    var once = time(matrix(two, 1, on -> -0.1 * on.size(), 0.01));
    var twice = time(matrix(two, 2, on -> -0.1 * on.size(), 0.01));

    assertThat(once.degreesOfFreedom()).isZero();
    assertThat(concat(once)).hasSize(3).allMatch(MatrixEffect.WithoutInterval.class::isInstance);
    assertThat(ratio(once.mains().getFirst())).isCloseTo(Math.expm1(-0.1), within(0.05));
    assertThat(twice.degreesOfFreedom()).isEqualTo(4);
    assertThat(concat(twice)).hasSize(3).allMatch(MatrixEffect.Known.class::isInstance);
  }

  @Test
  void a_cut_matrix_tells_what_it_can_and_names_the_rest() {
    var whole = matrix(FOUR, 1, on -> on.contains("tar") ? -0.5 : 0, 0.001);
    var cut =
        with(
            whole,
            whole.runs().stream()
                .map(run -> run.on().contains("buffers") ? without(run) : run)
                .toList());

    var time = time(cut);

    assertThat(concat(time))
        .filteredOn(MatrixEffect.Untold.class::isInstance)
        .extracting(MatrixEffect::toggles)
        .contains(List.of("buffers"), List.of("tar"), List.of("tar", "buffers"))
        .doesNotContain(List.of("cache", "tar"));
    assertThat(time.pairs()).isEqualTo(8);
    assertThat(time.runs()).hasSize(8);
  }

  @Test
  void a_matrix_without_a_pair_says_nothing() {
    var whole = matrix(FOUR, 1, _ -> 0, 0.01);

    var effects =
        JUDGE.judge(with(whole, whole.runs().stream().map(MatrixJudgeTest::without).toList()));

    assertThat(effects.metrics()).isEmpty();
    assertThat(effects.points()).isEmpty();
  }

  @Test
  void a_metric_that_no_pair_shows_is_left_out() {
    assertThat(JUDGE.judge(matrix(FOUR, 1, _ -> 0, 0.01)).metrics())
        .extracting(MatrixEffects.OfMetric::metric)
        .containsExactly(Metric.TIME, Metric.BYTES);
  }

  @Test
  void bytes_that_never_change_are_not_known_better_than_a_byte() {
    var bytes = JUDGE.judge(matrix(FOUR, 1, _ -> 0, 0.01)).metrics().getLast();

    assertThat(bytes.baseline()).isEqualTo(1_000_000);
    assertThat(concat(bytes)).noneMatch(MatrixJudgeTest::clear);
    var known = (MatrixEffect.Known) bytes.mains().getFirst();
    assertThat(known.effect().interval().high()).isBetween(1e-7, 2e-6);
  }

  /// In bytes the toggle `buffers` saves, in time `tar` does, and `cache` costs both.
  @Test
  void the_front_holds_what_no_other_set_beats_in_both_and_the_baseline_takes_part() {
    var matrix =
        matrix(
            List.of("cache", "tar", "buffers"),
            on -> (on.contains("tar") ? -0.5 : 0) + (on.contains("cache") ? 0.2 : 0),
            on ->
                (on.contains("buffers") ? -0.7 : 0)
                    + (on.contains("tar") ? 0.1 : 0)
                    + (on.contains("cache") ? 0.1 : 0));

    var points = JUDGE.judge(matrix).points();

    assertThat(points).hasSize(8);
    assertThat(points)
        .filteredOn(MatrixEffects.Point::front)
        .extracting(MatrixEffects.Point::on)
        .containsExactly(List.of("tar", "buffers"), List.of("buffers"));
    assertThat(points)
        .filteredOn(point -> point.on().isEmpty())
        .containsExactly(new MatrixEffects.Point(List.of(), 0, 0, false));
  }

  @Test
  void where_every_toggle_costs_only_the_baseline_is_not_beaten() {
    var matrix = matrix(List.of("a", "b"), on -> 0.1 * on.size(), on -> 0.1 * on.size());

    assertThat(JUDGE.judge(matrix).points())
        .filteredOn(MatrixEffects.Point::front)
        .containsExactly(new MatrixEffects.Point(List.of(), 0, 0, true));
  }

  @Test
  void what_the_pairs_could_have_shown_is_beyond_the_interval_of_what_they_did() {
    var known = (MatrixEffect.Known) time(matrix(FOUR, 1, _ -> 0, 0.03)).interactions().getFirst();

    var interval = known.effect().interval();
    double half = (Math.log1p(interval.high()) - Math.log1p(interval.low())) / 2;
    assertThat(Math.log1p(known.detectable())).isBetween(1.1 * half, 1.5 * half);
  }

  private Matrix matrix(
      List<String> factors, int pairs, ToDoubleFunction<List<String>> time, double deviation) {
    return matrix(factors, pairs, time, _ -> 0, deviation);
  }

  private Matrix matrix(
      List<String> factors,
      ToDoubleFunction<List<String>> time,
      ToDoubleFunction<List<String>> bytes) {
    return matrix(factors, 1, time, bytes, 0);
  }

  private Matrix matrix(
      List<String> factors,
      int pairs,
      ToDoubleFunction<List<String>> time,
      ToDoubleFunction<List<String>> bytes,
      double deviation) {
    var design = FractionalFactorial.of(factors.size());
    var runs = new ArrayList<Matrix.Run>();
    for (int run = 0; run < design.runs(); run++) {
      var on = new ArrayList<String>();
      for (int factor = 0; factor < factors.size(); factor++) {
        if (design.high(run, factor)) {
          on.add(factors.get(factor));
        }
      }
      var measured = new ArrayList<Pair>();
      for (int i = 0; i < pairs; i++) {
        double noise = deviation * gaussian();
        measured.add(Pairs.pair(i, time.applyAsDouble(on) + noise, bytes.applyAsDouble(on)));
      }
      runs.add(new Matrix.Run(on, VARIANT, measured, List.of(), Ending.finished()));
    }
    return new Matrix(
        "a.B.c", new TreeMap<>(), "time/op", factors, design.generators(), pairs, VARIANT, runs);
  }

  private static Matrix with(Matrix old, List<Matrix.Run> runs) {
    return new Matrix(
        old.benchmark(),
        old.params(),
        old.metric(),
        old.factors(),
        old.generators(),
        old.pairs(),
        old.baseline(),
        runs);
  }

  private static Matrix.Run without(Matrix.Run run) {
    return new Matrix.Run(
        run.on(),
        run.candidate(),
        List.of(),
        List.of(),
        new Ending(Ending.Kind.CUT, "the budget was spent"));
  }

  private static MatrixEffects.OfMetric time(Matrix matrix) {
    return JUDGE.judge(matrix).metrics().getFirst();
  }

  private static List<MatrixEffect> concat(MatrixEffects.OfMetric metric) {
    var all = new ArrayList<>(metric.mains());
    all.addAll(metric.interactions());
    return all;
  }

  private static double ratio(MatrixEffect effect) {
    return switch (effect) {
      case MatrixEffect.Known known -> known.effect().ratio();
      case MatrixEffect.WithoutInterval(_, double ratio) -> ratio;
      case MatrixEffect.Untold untold -> throw new AssertionError(untold);
    };
  }

  private static boolean clear(MatrixEffect effect) {
    return effect instanceof MatrixEffect.Known known && known.clear();
  }

  private static boolean holds(MatrixEffect effect, double truth) {
    var interval = ((MatrixEffect.Known) effect).effect().interval();
    return interval.low() <= truth && truth <= interval.high();
  }
}
