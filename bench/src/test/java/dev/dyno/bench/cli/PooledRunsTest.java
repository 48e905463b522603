package dev.dyno.bench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.bench.validation.LiveRuns;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.MeasurementFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `dyno qualify --from`: several live runs are one.
class PooledRunsTest {

  @TempDir Path folder;

  @Test
  void the_verdicts_of_several_runs_are_in_one_table() throws Exception {
    var later = kept("later", LiveRuns.quiet(Instant.ofEpochSecond(7200), 4));
    var earlier = kept("earlier", LiveRuns.quiet(Instant.EPOCH, 3));
    var told = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var out = Path.of(later); // beside its evidence, which stays

    int exit =
        Main.run(
            new Streams(
                new PrintStream(told, true, UTF_8), new PrintStream(err, true, UTF_8), false),
            "qualify",
            "--from",
            later,
            "--from",
            earlier,
            "--out",
            out.toString());

    assertThat(exit).as(err.toString(UTF_8)).isZero();
    assertThat(told.toString(UTF_8))
        .contains("1970-01-01T00:00:00Z, idle, turns: 3 comparisons")
        .contains(
            "dyno, idle, the same code, threshold 5 %: 0 of 7 called dearer, 0.0 % [0.00, 40.96]")
        .contains("15 % limit (in turns), idle, the same code: 0 of 42 called dearer");
    assertThat(out.resolve(MeasurementFile.NAME)).isNotEmptyFile();
    assertThat(Files.readString(out.resolve("qualify.json"))).contains("\"trials\" : 7");
  }

  /// A machine's own noise, beside the committed ones.
  @Test
  void tens_of_thousands_are_drawn_from_live_runs() throws Exception {
    var told = simulated(kept("one", LiveRuns.quiet(Instant.EPOCH, 4)), "drawn");

    assertThat(told)
        .contains(
            "idle: live runs of dyno qualify on one machine (test, 2 cores, test, test), that of 1970-01-01T00:00:00Z")
        .contains(
            "Benchmark.b, idle: +10 % is found in 99 % within 12 pairs (threshold 5 %): 100.0 %")
        .contains("gates of 2, idle, threshold 5 %: 0 of 100 alarmed")
        .doesNotContain("quieter", "--mode forks");
    assertThatThrownBy(
            () ->
                PooledRuns.read(List.of(Path.of(kept("few", LiveRuns.quiet(Instant.EPOCH, 1)))))
                    .recordings())
        .hasMessageContaining("12 pairs")
        .hasMessageContaining("--planted none");
  }

  @Test
  void what_was_drawn_from_is_kept_and_drawn_from_again() throws Exception {
    var run = kept("one", LiveRuns.quiet(Instant.EPOCH, 4));
    simulated(run, "one"); // beside its evidence, which stays
    assertThat(Path.of(run).resolve(MeasurementFile.NAME)).isNotEmptyFile();
    simulated(run, "first");
    var noise = folder.resolve("first").resolve("noise-idle.json.gz");

    assertThat(simulated(noise.toString(), "second"))
        .contains(
            "idle: live runs of dyno qualify on one machine (test, 2 cores, test, test), that of 1970-01-01T00:00:00Z");
    assertThat(folder.resolve("second").resolve("noise-idle.json.gz"))
        .hasSameBinaryContentAs(noise);
    assertThatThrownBy(() -> Recordings.of(List.of(Path.of(run), noise)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("two recordings of the state 'idle'");
    Files.writeString(noise, "none");
    assertThatThrownBy(() -> Recordings.of(List.of(noise)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("noise-idle.json.gz is no recording");
  }

  private String simulated(String from, String out) {
    var told = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            new Streams(
                new PrintStream(told, true, UTF_8), new PrintStream(err, true, UTF_8), false),
            "qualify --simulate --planted 10 --verdicts 500 --gates 100 --from %s --out %s"
                .formatted(from, folder.resolve(out))
                .split(" ", -1));
    assertThat(exit).as(err.toString(UTF_8)).isZero();
    return told.toString(UTF_8);
  }

  @Test
  void runs_that_do_not_belong_together_are_refused() throws Exception {
    var run = LiveRuns.quiet(Instant.EPOCH, 1);
    var one = Path.of(kept("one", run));

    assertThatThrownBy(() -> PooledRuns.read(List.of(one, one))).hasMessageContaining("twice");
    assertThatThrownBy(() -> PooledRuns.read(List.of(folder.resolve("none"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no live run");
  }

  private String kept(String name, Measurement run) throws Exception {
    var place = Files.createDirectory(folder.resolve(name));
    MeasurementFile.write(run, place.resolve(MeasurementFile.NAME));
    return place.toString();
  }
}
