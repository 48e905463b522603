package dev.dyno.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScalingCurveTest {

  private static final Variant PLAIN = new Variant("a", "test", List.of());
  private static final double[] NOISE = {0.004, -0.003, 0.001, -0.004, 0.003, -0.001};

  @Test
  void comparisons_that_differ_in_one_number_are_a_curve_by_rising_number() {
    var curve = only(workers(16, 4), workers(2, 2), workers(8, 4), workers(1, 1));

    assertThat(curve.param()).isEqualTo("workers");
    assertThat(curve.fixed()).containsExactly(Map.entry("regime", "latency"));
    assertThat(curve.points())
        .extracting(ScalingCurve.Point::x)
        .containsExactly(1.0, 2.0, 8.0, 16.0);
    assertThat(curve.regime()).contains("latency-bound");
  }

  @Test
  void fewer_than_three_points_another_parameter_and_other_words_are_no_curve() {
    assertThat(of(workers(1, 1), workers(2, 2))).isEmpty();
    assertThat(
            of(
                workers(1, 1),
                workers(2, 2),
                comparison(Map.of("workers", "4", "regime", "saturated"), 4)))
        .isEmpty();
    assertThat(
            of(
                comparison(Map.of("tree", "small"), 1),
                comparison(Map.of("tree", "large"), 2),
                comparison(Map.of("tree", "mixed"), 3)))
        .isEmpty();
  }

  @Test
  void throughput_is_one_over_time_and_speed_up_one_over_the_effect() {
    var point = only(workers(1, 1), workers(2, 2), workers(4, 4)).points().get(1);

    assertThat(point.baseline().perSecond()).isCloseTo(10_000, within(1e-6)); // 100 us/op
    assertThat(point.candidate().perSecond()).isCloseTo(20_000, within(100.0));
    assertThat(point.speedUp()).isCloseTo(2, within(0.01));
    assertThat(point.low()).isLessThan(2).isGreaterThan(1.95);
    assertThat(point.high()).isGreaterThan(2).isLessThan(2.05);
    assertThat(point.candidate().low()).isLessThan(20_000);
    assertThat(point.candidate().high()).isGreaterThan(20_000);
  }

  @Test
  void the_knee_is_the_smallest_number_whose_interval_holds_the_best() {
    var curve = only(workers(1, 1), workers(2, 2), workers(4, 4), workers(8, 4), workers(16, 4));

    assertThat(curve.knee()).hasValueSatisfying(knee -> assertThat(knee.x()).isEqualTo(4));
  }

  @Test
  void a_curve_that_still_rises_at_its_end_has_no_knee() {
    var curve = only(workers(1, 1), workers(2, 2), workers(4, 4), workers(8, 8));

    assertThat(curve.told()).isTrue();
    assertThat(curve.knee()).isEmpty();
  }

  @Test
  void a_curve_without_a_speed_up_has_no_knee() {
    var curve = only(workers(1, 1), workers(2, 1), workers(4, 1));

    assertThat(curve.told()).isFalse();
    assertThat(curve.knee()).isEmpty();
  }

  @Test
  void a_contrast_of_the_same_class_and_regime_stands_beside_the_curve_and_no_other_does() {
    var curve =
        only(
            workers(1, 1),
            workers(2, 2),
            workers(4, 4),
            contrast("a.B.by", "latency"),
            contrast("a.B.by", "saturated"),
            contrast("a.Other.by", "latency"));

    assertThat(curve.others()).hasSize(1);
    var other = curve.others().getFirst();
    assertThat(other.name()).isEqualTo("virtual");
    assertThat(other.beside()).isEqualTo("pool");
    assertThat(other.throughput().perSecond()).isCloseTo(30_000, within(200.0));
  }

  private static ScalingCurve only(Comparison... comparisons) {
    var curves = of(comparisons);
    assertThat(curves).hasSize(1);
    return curves.getFirst();
  }

  private static List<ScalingCurve> of(Comparison... comparisons) {
    var judge = new Judge(Rule.of(List.of(6)));
    var judgements = new ArrayList<Judgement>();
    for (var each : comparisons) {
      judgements.addAll(judge.judge(each));
    }
    return ScalingCurve.of(judgements);
  }

  private static Comparison workers(int workers, double speedUp) {
    return comparison(Map.of("workers", Integer.toString(workers), "regime", "latency"), speedUp);
  }

  private static Comparison comparison(Map<String, String> params, double speedUp) {
    return comparison("pool", "a.B.c", params, PLAIN, PLAIN, speedUp);
  }

  private static Comparison contrast(String benchmark, String regime) {
    return comparison(
        "pool -> virtual",
        benchmark,
        Map.of("workers", "16", "regime", regime),
        side("pool"),
        side("virtual"),
        3);
  }

  private static Variant side(String by) {
    return new Variant(by, "test", List.of(), new TreeMap<>(Map.of("by", by)));
  }

  private static Comparison comparison(
      String toggle,
      String benchmark,
      Map<String, String> params,
      Variant baseline,
      Variant candidate,
      double speedUp) {
    double[] ratios = NOISE.clone();
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] -= Math.log(speedUp);
    }
    var pairs = Pairs.withLogRatios(ratios);
    return new Comparison(
        toggle,
        benchmark,
        new TreeMap<>(params),
        baseline,
        candidate,
        "time/op",
        Optional.empty(),
        pairs.pairs(),
        List.of(),
        pairs.ending(),
        Optional.of("latency-bound"));
  }
}
