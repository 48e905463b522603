package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.toggle.Evidence.Verdict;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Proven;
import dev.dyno.engine.toggle.ProvenFile;
import dev.dyno.engine.toggle.Toggles;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Provenance;
import dev.dyno.reports.measurement.Surroundings;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.measurement.Variant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `dyno proven`: what is proven, and how a run becomes evidence.
class ProvenCommandTest {

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path file = Path.of("");

  @BeforeEach
  void copyWhatIsCommitted() throws IOException {
    file = Files.writeString(folder.resolve("proven.json"), ProvenFile.text(Proven.committed()));
  }

  @Test
  void without_runs_it_shows_the_committed_evidence() {
    assertThat(run("proven")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("RegistryAuthBenchmark.resolve {source=helper}, time/op: -99.9")
        .contains(Arrays.stream(Optimization.values()).map(Optimization::id).toList())
        .contains("proven: " + new Toggles(Proven.committed().set()));
  }

  @Test
  void a_run_adds_its_own_metrics_verdicts_with_date_and_commit() throws IOException {
    var run = measured(false, comparison("string-builders", "none", 100, 50, 100, 200));

    assertThat(run("proven", "--update", file.toString(), run.toString()))
        .as(err.toString(StandardCharsets.UTF_8))
        .isZero();

    var proven = ProvenFile.parse(Files.readString(file));
    assertThat(proven.set()).contains(Optimization.STRING_BUILDERS);
    assertThat(proven.of(Optimization.STRING_BUILDERS).evidence())
        .filteredOn(each -> each.profile().equals("smoke")) // beside what is committed
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.engine()).isEqualTo("embedded");
              assertThat(each.benchmark()).isEqualTo("LogPrefixBenchmark.prefix");
              assertThat(each.params()).containsExactly(Map.entry("image", "short"));
              assertThat(each.metric()).isEqualTo("time/op");
              assertThat(each.effect()).isEqualTo(-0.5);
              assertThat(each.verdict()).isEqualTo(Verdict.Improved);
              assertThat(each.profile()).isEqualTo("smoke");
              assertThat(each.date()).isEqualTo(LocalDate.of(2026, 11, 25));
              assertThat(each.commit()).contains(COMMIT);
            });
    assertThat(proven.of(Optimization.AUTH_CACHE))
        .isEqualTo(Proven.committed().of(Optimization.AUTH_CACHE));
  }

  @Test
  void a_run_that_says_dearer_takes_a_toggle_out_again() throws IOException {
    var good = measured(false, comparison("buffers", "none", 100, 50, 100, 100));
    assertThat(run("proven", "--update", file.toString(), good.toString())).isZero();
    assertThat(ProvenFile.parse(Files.readString(file)).set()).contains(Optimization.BUFFERS);

    var bad = measured(false, comparison("buffers", "none", 100, 200, 100, 100));
    assertThat(run("proven", "--update", file.toString(), bad.toString())).isZero();
    assertThat(ProvenFile.parse(Files.readString(file)).set()).doesNotContain(Optimization.BUFFERS);
  }

  @Test
  void a_changed_checkout_and_a_comparison_of_two_sets_are_no_evidence() throws IOException {
    var before = Files.readString(file);

    var dirty = measured(true, comparison("buffers", "none", 100, 50, 100, 100));
    assertThat(run("proven", "--update", file.toString(), dirty.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("differs from its commit");

    var sets = measured(false, comparison("all vs none", "none", 100, 50, 100, 100));
    assertThat(run("proven", "--update", file.toString(), sets.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("judged no toggle alone");

    var other = measured(false, comparison("buffers", "auth-cache", 100, 50, 100, 100));
    assertThat(run("proven", "--update", file.toString(), other.toString())).isEqualTo(2);

    assertThat(file).hasContent(before);
  }

  @Test
  void bad_input_is_a_usage_error() throws IOException {
    assertThat(run("proven", "some-run")).isEqualTo(2);
    assertThat(run("proven", "--update", file.toString())).isEqualTo(2);
    assertThat(run("proven", "--update", "absent", "absent")).isEqualTo(2);
    assertThat(run("proven", "--update", file.toString(), "absent")).isEqualTo(2);
    Files.writeString(file, "{}");
    assertThat(run("proven", "--update", file.toString(), "absent")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--update and runs go together")
        .contains("--update absent cannot be read")
        .contains("schema 'null' is not 'dyno-proven/1'");
  }

  private Path measured(boolean dirty, Comparison comparison) throws IOException {
    var run = Files.createTempDirectory(folder, "run");
    MeasurementFile.write(
        new Measurement(
            Measurement.SCHEMA,
            "compare",
            Instant.parse("2026-11-25T00:30:00Z"),
            Duration.ofMinutes(1),
            new Design(
                "smoke",
                TurnOrder.TURNS,
                1,
                List.of(4),
                List.of("scripts/dyno", "compare"),
                "embedded"),
            new Provenance("test", COMMIT, dirty),
            new Machine("test", "test", 2, 1, "test", 0),
            List.of(comparison),
            List.of(),
            List.of()),
        run.resolve(MeasurementFile.NAME));
    return run;
  }

  private static Comparison comparison(
      String toggle,
      String baseline,
      double baselineScore,
      double candidateScore,
      long baselineBytes,
      long candidateBytes) {
    var pairs =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    new Pair(
                        i,
                        fork(baselineScore, baselineBytes),
                        fork(candidateScore, candidateBytes),
                        new Surroundings(1, 0, 0, 0)))
            .toList();
    return new Comparison(
        toggle,
        "dev.dyno.bench.suite.LogPrefixBenchmark.prefix",
        new TreeMap<>(Map.of("image", "short")),
        new Variant(baseline, "test", List.of()),
        new Variant(toggle, "test", List.of()),
        "time/op",
        Optional.empty(),
        pairs,
        List.of(),
        Ending.finished());
  }

  private static Fork fork(double score, long bytes) {
    var turns =
        IntStream.range(0, 5)
            .mapToObj(_ -> new Turn(false, true, score, 10, 1, 1, 1, 10 * bytes, 0, 0, 0))
            .toList();
    return new Fork(1, "test", "1.37", "us/op", 0, List.of(), turns);
  }

  private int run(String... words) {
    return Typed.into(out, err, words);
  }
}
