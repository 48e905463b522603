package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `dyno history`: from runs on disk to the commits between which something changed.
class HistoryCommandTest {
  private static final int NIGHTS = 30;
  private static final int STEP = 18;

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void nights_that_are_imported_tell_between_which_commits_a_benchmark_became_dearer()
      throws Exception {
    importNights();

    assertThat(run("list")).isZero();

    assertThat(said())
        .contains("%d stored, 0 were there already".formatted(NIGHTS))
        .contains("A.b, buffers, time/op")
        .contains("%d runs".formatted(NIGHTS))
        .containsPattern(
            "step \\+[12][0-9]\\.[0-9] % \\(dearer\\), between 2026-01-18 commit-17 "
                + "and 2026-01-19 commit-18");
  }

  @Test
  void a_series_is_shown_level_by_level() throws Exception {
    importNights();

    assertThat(run("show", "A\\.b")).isZero();

    assertThat(said().lines().filter(line -> line.startsWith("  level"))).hasSizeBetween(2, 4);
    assertThat(said()).contains("2026-01-01 commit-0 ").contains("2026-01-30 commit-29 ");
  }

  @Test
  void an_export_fills_another_history_and_nothing_is_stored_twice() throws Exception {
    importNights();
    out.reset();
    assertThat(run("export")).isZero();
    var lines = Files.writeString(folder.resolve("all.jsonl"), said());

    out.reset();
    assertThat(run("import", lines.toString())).isZero();
    assertThat(said()).contains("0 stored, %d were there already".formatted(NIGHTS));

    var other = folder.resolve("other.db").toString();
    out.reset();
    assertThat(dyno("history", "import", "--history", other, lines.toString())).isZero();
    assertThat(said()).contains("%d stored, 0 were there already".formatted(NIGHTS));
  }

  @Test
  void old_runs_are_forgotten_but_for_the_last_of_a_series_and_nothing_by_a_dry_run()
      throws Exception {
    importNights();

    out.reset();
    assertThat(run("prune", "--keep-nights", "5", "--dry-run")).isZero();
    assertThat(said())
        .contains("2026-01-01T00:30:00Z compare commit-0 of machine")
        .contains("25 would be forgotten, 5 kept");
    out.reset();
    assertThat(run("prune", "--keep", "1")).isZero();
    assertThat(said()).contains("29 forgotten, 1 kept: 1 of them only as the last of a series");
    out.reset();
    assertThat(run("list")).isZero();
    assertThat(said()).contains("1 runs").contains("3 series, 0 findings");
  }

  @Test
  void scores_of_jmh_are_followed_without_a_verdict_and_a_table_leaves_and_comes_back()
      throws Exception {
    for (int night = 0; night < 24; night++) {
      var score = night < 12 ? 10 + night % 2 * 0.1 : 15 + night % 2 * 0.1;
      var file =
          Files.writeString(
              folder.resolve("night.csv"),
              """
              "Benchmark","Mode","Threads","Samples","Score","Score Error (99.9%%)","Unit"
              "a.A.b","avgt",1,10,%s,0.500000,"us/op"
              """
                  .formatted(score));
      var at = "2026-01-%02dT00:00:00Z".formatted(night + 1);
      assertThat(run("import", file.toString(), "--at", at, "--commit", "c" + night)).isZero();
    }

    out.reset();
    assertThat(run("list")).isZero();
    assertThat(said())
        .contains("A.b, unpaired avgt us/op, time/op")
        .containsPattern("last \\+51.00 % \\[\\+46.00, \\+56.00\\] Unpaired")
        .containsPattern(
            "step \\+[45][0-9]\\.[0-9] % \\(dearer\\), between 2026-01-12 c11 and 2026-01-13 c12");
    out.reset();
    assertThat(run("export", "--format", "csv")).isZero();
    var table = Files.writeString(folder.resolve("all.csv"), said());
    out.reset();
    var other = folder.resolve("other.db").toString();
    assertThat(dyno("history", "import", "--history", other, table.toString())).isZero();
    assertThat(said()).contains("24 stored, 0 were there already");
  }

  @Test
  void bad_input_is_a_usage_error_and_stores_nothing() throws Exception {
    var good = night(0, 100);
    var bad = Files.writeString(folder.resolve("bad.jsonl"), "{}");

    assertThat(run("import", good.toString(), bad.toString())).isEqualTo(2);
    assertThat(run("import", folder.resolve("absent").toString())).isEqualTo(2);
    assertThat(run("show", "A.b")).isEqualTo(2);
    assertThat(run("show", "(")).isEqualTo(2);
    assertThat(run("prune", "--keep", "0")).isEqualTo(2);
    assertThat(run("prune")).isEqualTo(2);
    assertThat(run("prune", "--keep-weekly", "3 years")).isEqualTo(2);
    var jmh = Files.writeString(folder.resolve("jmh.json"), "[{\"benchmark\": 7}]");
    assertThat(run("import", good.toString(), jmh.toString())).isEqualTo(2);
    out.reset();
    assertThat(run("list")).isZero();
    assertThat(said()).as("nothing was stored").startsWith("0 series");
    assertThat(dyno("history", "list", "--history", "jdbc:mysql://x")).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(
            "bad.jsonl cannot be stored: line 1",
            "jmh.json cannot be stored: line 1, column 2, field [0].primaryMetric: is missing",
            "keep what?",
            "such as 90d, 52w or 3y",
            "no series matches 'A.b'",
            "--keep 0",
            "jdbc:mysql");
  }

  private void importNights() throws IOException {
    var words = new ArrayList<>(List.of("import"));
    for (int night = 0; night < NIGHTS; night++) {
      words.add(night(night, night < STEP ? 100 : 120).toString());
    }
    assertThat(run(words.toArray(String[]::new))).as(err.toString(StandardCharsets.UTF_8)).isZero();
  }

  private Path night(int night, double candidate) throws IOException {
    var run = Files.createDirectory(folder.resolve("night-" + night));
    MeasurementFile.write(
        new Measurement(
            Measurement.SCHEMA,
            "compare",
            Instant.parse("2026-01-01T00:30:00Z").plus(Duration.ofDays(night)),
            Duration.ofMinutes(1),
            new Design("pr", TurnOrder.TURNS, night, List.of(4), List.of("dyno"), "embedded"),
            new Provenance("test", "commit-" + night, false),
            new Machine("test", "test", 2, 1, "test", 0),
            List.of(comparison(candidate + night % 3)),
            List.of(),
            List.of()),
        run.resolve(MeasurementFile.NAME));
    return run;
  }

  private static Comparison comparison(double candidate) {
    var pairs =
        IntStream.range(0, 4)
            .mapToObj(
                i -> new Pair(i, fork(100 + i), fork(candidate + i), new Surroundings(1, 0, 0, 0)))
            .toList();
    return new Comparison(
        "buffers",
        "a.A.b",
        new TreeMap<>(),
        new Variant("none", "test", List.of()),
        new Variant("buffers", "test", List.of()),
        "time/op",
        Optional.empty(),
        pairs,
        List.of(),
        Ending.finished());
  }

  private static Fork fork(double score) {
    var turns =
        IntStream.range(0, 5)
            .mapToObj(_ -> new Turn(false, true, score, 10, 1, 1, 1, 1000, 0, 0, 0))
            .toList();
    return new Fork(1, "test", "1.37", "us/op", 0, List.of(), turns);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private int run(String... words) {
    var all = new ArrayList<>(List.of("history"));
    all.addAll(List.of(words));
    all.addAll(List.of("--history", folder.resolve("history.db").toString()));
    return dyno(all.toArray(String[]::new));
  }

  private int dyno(String... words) {
    return Typed.into(out, err, words);
  }
}
