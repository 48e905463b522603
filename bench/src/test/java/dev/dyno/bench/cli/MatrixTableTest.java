package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.measurement.Matrix;
import dev.dyno.reports.measurement.Variant;
import dev.dyno.reports.verdict.Effect;
import dev.dyno.reports.verdict.Interval;
import dev.dyno.reports.verdict.MatrixEffect;
import dev.dyno.reports.verdict.MatrixEffects;
import dev.dyno.reports.verdict.Metric;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MatrixTableTest {

  @Test
  void tells_toggles_by_size_then_clear_interactions_then_how_many_are_not() {
    var text =
        table(
            4,
            List.of(known(-0.3, -0.35, -0.25, "tar"), known(0.01, -0.02, 0.04, "buffers")),
            List.of(
                known(0.2, 0.1, 0.3, "tar", "buffers"),
                known(-0.03, -0.1, 0.05, "auth", "tar"),
                known(0.01, -0.1, 0.12, "auth", "buffers")));

    assertThat(text)
        .isEqualTo(
            """
            B.c tree=mixed: 0 of 0 sets of toggles have their 2 pairs against none

            time/op: baseline 812.4 us/op; 8 pairs, each straying by 3.00 % (4 degrees of freedom)
            on, averaged over the others     effect  95 % interval, all 5 at once
            tar                             -30.0 %  -35.0 % to -25.0 %
            buffers                          +1.0 %  -2.0 % to +4.0 %
            both on, against their product
            tar x buffers                   +20.0 %  +10.0 % to +30.0 %
            2 of 3 interactions hold 0 (15.0 % would have shown in 4 of 5 runs)

              time/op       B/op  not beaten in both
              -30.0 %     +1.0 %  tar

            missing: 3 runs""");
  }

  @Test
  void half_a_matrix_names_what_it_cannot_tell() {
    assertThat(
            table(
                1,
                List.of(known(-0.3, -0.35, -0.25, "tar"), untold("buffers")),
                List.of(untold("tar", "buffers"))))
        .contains("cannot be told, since runs are missing: buffers, tar x buffers");
  }

  @Test
  void effects_without_an_error_ask_for_more_pairs() {
    assertThat(table(0, List.of(new MatrixEffect.WithoutInterval(List.of("tar"), -0.3)), List.of()))
        .contains("nothing to tell the error: measure again with more --pairs")
        .containsPattern("tar +-30.0 % +none");
  }

  @Test
  void nothing_measured_says_so() {
    var matrix = matrix();
    assertThat(
            new MatrixTable(
                    new MatrixEffects(matrix, OptionalInt.empty(), List.of(), List.of()), List.of())
                .text())
        .contains("no pair was measured: nothing can be told");
  }

  private static String table(
      int freedom, List<MatrixEffect> mains, List<MatrixEffect> interactions) {
    var metric =
        new MatrixEffects.OfMetric(
            Metric.TIME,
            "us/op",
            812.4,
            0.05,
            0.95,
            8,
            freedom,
            0.03,
            mains,
            interactions,
            List.of());
    return new MatrixTable(
            new MatrixEffects(
                matrix(),
                OptionalInt.empty(),
                List.of(metric),
                List.of(
                    new MatrixEffects.Point(List.of("tar"), -0.3, 0.01, true),
                    new MatrixEffects.Point(List.of(), 0, 0.02, false))),
            List.of("3 runs"))
        .text();
  }

  private static Matrix matrix() {
    return new Matrix(
        "a.B.c",
        new TreeMap<>(Map.of("tree", "mixed")),
        "time/op",
        List.of("auth", "tar", "buffers"),
        List.of(),
        2,
        new Variant("none", "test", List.of()),
        List.of());
  }

  private static MatrixEffect known(double ratio, double low, double high, String... toggles) {
    return new MatrixEffect.Known(
        List.of(toggles), new Effect(ratio, new Interval(low, high, 0.95), 8), 0.15);
  }

  private static MatrixEffect untold(String... toggles) {
    return new MatrixEffect.Untold(List.of(toggles));
  }
}
