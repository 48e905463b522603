package dev.dyno.reports.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementFileTest {

  @TempDir Path folder;

  @Test
  void what_is_written_is_read_back_equal() throws Exception {
    var file = folder.resolve(MeasurementFile.NAME);

    MeasurementFile.write(measurement(), file);

    assertThat(MeasurementFile.read(file)).isEqualTo(measurement());
    assertThat(folder).isDirectoryContaining("glob:**" + MeasurementFile.NAME);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void half_a_file_and_another_version_are_refused_with_a_reason() throws Exception {
    var file = folder.resolve(MeasurementFile.NAME);
    MeasurementFile.write(measurement(), file);
    var text = Files.readString(file);

    Files.writeString(file, text.substring(0, text.length() / 2));
    assertThatThrownBy(() -> MeasurementFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no")
        .hasMessageContaining("dyno/1");

    Files.writeString(file, text.replace("dyno/1", "dyno/2"));
    assertThatThrownBy(() -> MeasurementFile.read(file)).hasMessageContaining("dyno/2");

    Files.writeString(file, text.replaceFirst("\"seed\"", "\"sead\""));
    assertThatThrownBy(() -> MeasurementFile.read(file)).hasMessageContaining("sead");
  }

  @Test
  void parameters_of_one_side_and_a_regime_are_kept_where_there_are_some() throws Exception {
    var file = folder.resolve(MeasurementFile.NAME);
    var plain = measurement();
    var old = plain.comparisons().getFirst();
    var contrasted =
        new Comparison(
            "gnu-tar -> dyno",
            old.benchmark(),
            old.params(),
            side("gnu-tar"),
            side("dyno"),
            old.metric(),
            old.target(),
            old.pairs(),
            old.dropped(),
            old.ending(),
            Optional.of("latency-bound"));

    MeasurementFile.write(plain, file);
    assertThat(file).content().doesNotContain("regime", "\"params\" : { }");
    MeasurementFile.write(with(plain, List.of(contrasted)), file);

    var read = MeasurementFile.read(file).comparisons().getFirst();
    assertThat(read).isEqualTo(contrasted);
    assertThat(read.contrast()).contains(new Contrast("by", "gnu-tar", "dyno"));
    assertThat(old.contrast()).isEmpty();
  }

  @Test
  void a_contrast_of_another_parameter_says_which() {
    assertThat(new Contrast("by", "pool", "virtual").label()).isEqualTo("pool -> virtual");
    assertThat(new Contrast("metrics", "off", "on").label()).isEqualTo("metrics: off -> on");
  }

  private static Variant side(String by) {
    return new Variant(by, "vendor 25", List.of(), new TreeMap<>(Map.of("by", by)));
  }

  private static Measurement with(Measurement old, List<Comparison> comparisons) {
    return new Measurement(
        old.schema(),
        old.command(),
        old.startedAt(),
        old.elapsed(),
        old.design(),
        old.provenance(),
        old.machine(),
        comparisons,
        old.facts(),
        old.missing());
  }

  @Test
  void a_matrix_is_read_back_equal() throws Exception {
    var file = folder.resolve(MeasurementFile.NAME);
    var matrix = matrix(List.of(1, 2));

    MeasurementFile.write(matrix, file);

    assertThat(MeasurementFile.read(file)).isEqualTo(matrix);
  }

  @Test
  void a_file_from_before_there_were_matrices_is_read_and_one_without_a_matrix_is_still_the_same()
      throws Exception {
    var file = folder.resolve(MeasurementFile.NAME);

    MeasurementFile.write(measurement(), file);

    assertThat(Files.readString(file)).doesNotContain("matrix");
    assertThat(MeasurementFile.read(file).matrix()).isEmpty();
  }

  @Test
  void controls_and_latencies_are_read_back_and_a_file_from_before_them_is_still_read()
      throws Exception {
    var file = folder.resolve(MeasurementFile.NAME);
    var plain = measurement();
    MeasurementFile.write(plain, file);
    assertThat(Files.readString(file)).doesNotContain("controls").doesNotContain("latencies");
    assertThat(MeasurementFile.read(file)).isEqualTo(plain);

    var old = plain.comparisons().getFirst();
    var fork = old.pairs().getFirst().baseline();
    var sampled =
        new Fork(
            fork.pid(),
            fork.jvm(),
            fork.jmh(),
            fork.unit(),
            fork.contextSwitches(),
            fork.jvmArgs(),
            fork.turns(),
            Optional.of(Latencies.parse("-3:5 +9:1")));
    var pair = new Pair(0, sampled, fork, new Surroundings(1.5, 0, -1, 0.3));
    var more =
        new Measurement(
            plain.schema(),
            plain.command(),
            plain.startedAt(),
            plain.elapsed(),
            plain.design(),
            plain.provenance(),
            plain.machine(),
            plain.comparisons(),
            plain.facts(),
            plain.missing(),
            Optional.empty(),
            Optional.empty(),
            List.of(
                new Control(
                    Control.Kind.RULER,
                    new Comparison(
                        "ruler",
                        old.benchmark(),
                        old.params(),
                        old.baseline(),
                        old.candidate(),
                        old.metric(),
                        Optional.empty(),
                        List.of(pair),
                        List.of(),
                        Ending.finished()))));
    MeasurementFile.write(more, file);
    assertThat(Files.readString(file)).contains("\"ruler\"").contains("\"-3:5 +9:1\"");
    assertThat(MeasurementFile.read(file)).isEqualTo(more);
  }

  @Test
  void a_single_pair_is_enough_for_a_run_of_a_matrix_and_not_for_a_comparison() {
    assertThat(matrix(List.of(1)).design().looks()).containsExactly(1);
    assertThatThrownBy(() -> with(measurement(), List.of(1), Optional.empty()))
        .hasMessageContaining("at least 2 pairs");
    assertThatThrownBy(() -> matrix(List.of(0))).hasMessageContaining("at least 1 pair");
  }

  @Test
  void a_matrix_knows_only_its_factors() {
    var run = new Matrix.Run(List.of("x"), VARIANT, List.of(), List.of(), Ending.finished());
    assertThatThrownBy(() -> matrix(List.of("a"), List.of(run)))
        .hasMessageContaining("[x]")
        .hasMessageContaining("[a]");
    assertThatThrownBy(() -> matrix(List.of("a", "a"), List.of()))
        .hasMessageContaining("each once");
    assertThatThrownBy(() -> matrix(List.of("x"), List.of(run, run)))
        .hasMessageContaining("two runs of [x]");
  }

  private static final Variant VARIANT = new Variant("none", "vendor 25", List.of());

  private static Measurement matrix(List<Integer> looks) {
    var pair = measurement().comparisons().getFirst().pairs().getFirst();
    var runs =
        List.of(
            new Matrix.Run(List.of(), VARIANT, List.of(pair), List.of(), Ending.finished()),
            new Matrix.Run(
                List.of("a", "b"),
                VARIANT,
                List.of(),
                List.of("lost"),
                new Ending(Ending.Kind.CUT, "stopped by the user")));
    return with(measurement(), looks, Optional.of(matrix(List.of("a", "b"), runs)));
  }

  private static Matrix matrix(List<String> factors, List<Matrix.Run> runs) {
    return new Matrix(
        "a.B.c",
        new TreeMap<>(Map.of("source", "helper")),
        "time/op",
        factors,
        List.of(),
        1,
        VARIANT,
        runs);
  }

  private static Measurement with(Measurement old, List<Integer> looks, Optional<Matrix> matrix) {
    var design = old.design();
    return new Measurement(
        old.schema(),
        old.command(),
        old.startedAt(),
        old.elapsed(),
        new Design(
            design.profile(),
            design.order(),
            design.seed(),
            looks,
            design.reproduce(),
            design.engine()),
        old.provenance(),
        old.machine(),
        List.of(),
        List.of(),
        List.of(),
        matrix,
        Optional.empty());
  }

  @Test
  void a_folder_that_takes_nothing_keeps_nothing() {
    var file = folder.resolve("absent").resolve(MeasurementFile.NAME);

    assertThatThrownBy(() -> MeasurementFile.write(measurement(), file))
        .isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  private static Measurement measurement() {
    var turn = new Turn(false, true, 1.5, 10, 20_000_000, 19_000_000, 20_000_000, 1024, 0, 0, 1);
    var fork = new Fork(42, "vendor 25", "1.37", "us/op", 17, List.of("-Xmx512m"), List.of(turn));
    var variant = new Variant("none", "vendor 25", List.of("-Ddyno.toggles=none"));
    var comparison =
        new Comparison(
            "auth-cache",
            "a.B.c",
            new TreeMap<>(Map.of("source", "helper")),
            variant,
            variant,
            "time/op",
            Optional.of(new Target("time/op", -0.8, "80 % less")),
            List.of(new Pair(0, fork, fork, new Surroundings(1.5, 0, -1, 0.3))),
            List.of("dropped once"),
            Ending.finished());
    return new Measurement(
        Measurement.SCHEMA,
        "compare",
        Instant.parse("2026-01-02T03:04:05Z"),
        Duration.ofSeconds(90),
        new Design(
            "smoke",
            TurnOrder.TURNS,
            1,
            List.of(4, 6),
            List.of("scripts/dyno", "compare"),
            "embedded"),
        new Provenance("0.1", "abc", true),
        new Machine("Linux 6", "a cpu", 2, 24L << 30, "vendor 25", 0.5),
        List.of(comparison),
        List.of(new Fact("auth-cache", "B.c", "processes started", 400, 402, 1, "JFR", true)),
        List.of());
  }
}
