package dev.dyno.reports.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.measurement.Matrix;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Provenance;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.measurement.Variant;
import dev.dyno.reports.verdict.Effect;
import dev.dyno.reports.verdict.Interval;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.MatrixEffect;
import dev.dyno.reports.verdict.MatrixEffects;
import dev.dyno.reports.verdict.Metric;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MatrixResultTest {

  private static final Variant VARIANT = new Variant("none", "test", List.of());

  private static final Matrix MATRIX =
      new Matrix(
          "a.B.c",
          new TreeMap<>(),
          "time/op",
          List.of("tar", "buffers"),
          List.of(),
          1,
          VARIANT,
          List.of(
              new Matrix.Run(
                  List.of("tar"),
                  VARIANT,
                  List.of(),
                  List.of(),
                  new Ending(Ending.Kind.CUT, "the budget was spent"))));

  private static final MatrixEffect KNOWN =
      new MatrixEffect.Known(
          List.of("tar"), new Effect(-0.2, new Interval(-0.3, -0.1, 0.95), 8), 0.15);

  @Test
  void scripts_find_each_effect_with_its_interval_and_what_cannot_be_told() throws IOException {
    var matrix = json(ResultFile.of(judged(Optional.of(effects())), 0)).path("matrix");

    assertThat(matrix.path("factors"))
        .extracting(JsonNode::asText)
        .containsExactly("tar", "buffers");
    assertThat(matrix.path("resolution").isMissingNode()).as("all combinations").isTrue();
    assertThat(matrix.at("/runs/planned").asInt()).isEqualTo(1);
    assertThat(matrix.at("/runs/whole").asInt()).isZero();
    var metric = matrix.at("/metrics/0");
    assertThat(metric.path("metric").asText()).isEqualTo("time/op");
    assertThat(metric.at("/main/0/toggles/0").asText()).isEqualTo("tar");
    assertThat(metric.at("/main/0/effect").asDouble()).isCloseTo(-0.2, within(1e-12));
    assertThat(metric.at("/main/0/low").asDouble()).isCloseTo(-0.3, within(1e-12));
    assertThat(metric.at("/main/0/high").asDouble()).isCloseTo(-0.1, within(1e-12));
    assertThat(metric.at("/main/1/told").asBoolean()).isTrue();
    assertThat(metric.at("/main/1").has("low")).as("nothing tells its error").isFalse();
    assertThat(metric.at("/interactions/0/told").asBoolean()).isFalse();
    assertThat(metric.at("/interactions/0").has("effect")).as("cannot be told").isFalse();
    assertThat(matrix.at("/points/0/front").asBoolean()).isTrue();
  }

  @Test
  void a_run_without_a_matrix_has_none_in_its_result() throws IOException {
    assertThat(json(ResultFile.of(judged(Optional.empty()), 0)).has("matrix")).isFalse();
  }

  private static Judged judged(Optional<MatrixEffects> effects) {
    return new Judged(measurement(), List.of(), Optional.empty(), effects);
  }

  private static JsonNode json(ResultFile result) throws IOException {
    return new ObjectMapper().readTree(result.json());
  }

  private static MatrixEffects effects() {
    return new MatrixEffects(
        MATRIX,
        OptionalInt.empty(),
        List.of(
            new MatrixEffects.OfMetric(
                Metric.TIME,
                "us/op",
                812.4,
                0.05,
                0.95,
                8,
                4,
                0.03,
                List.of(KNOWN, new MatrixEffect.WithoutInterval(List.of("buffers"), 0.01)),
                List.of(new MatrixEffect.Untold(List.of("tar", "buffers"))),
                List.of())),
        List.of(new MatrixEffects.Point(List.of("tar"), -0.2, 0.1, true)));
  }

  private static Measurement measurement() {
    return new Measurement(
        Measurement.SCHEMA,
        "compare",
        Instant.EPOCH,
        Duration.ofSeconds(1),
        new Design("smoke", TurnOrder.TURNS, 1, List.of(1), List.of(), "embedded"),
        new Provenance("0.1", "abc", false),
        new Machine("Linux", "a cpu", 2, 1, "test", 0),
        List.of(),
        List.of(),
        List.of(),
        Optional.of(MATRIX),
        Optional.empty());
  }
}
