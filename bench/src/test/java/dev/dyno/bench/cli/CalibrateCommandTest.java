package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.engine.embedded.latency.LatencyFile;
import dev.dyno.engine.embedded.latency.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("alone")
@Timeout(300)
class CalibrateCommandTest {
  private static final String SLOW_TAG =
      """
      {"schema": "dyno-latency/1", "name": "slow", "source": "made up", "cores": 2,
       "operations": {"tag": {"medianMillis": 100}}}
      """;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void
      a_replayed_profile_is_learned_into_a_file_that_the_daemon_takes_and_a_table_that_says_the_same()
          throws IOException {
    var slow = Files.writeString(folder.resolve("slow.json"), SLOW_TAG);
    var file = folder.resolve("learned.json");

    int exit =
        run(
            "calibrate --engine embedded --rounds 5 --cores 2 --latency "
                + slow
                + " --out "
                + file);

    assertThat(exit).as(said(err)).isZero();
    var learned = LatencyFile.read(file);
    assertThat(learned.name()).isEqualTo("embedded");
    assertThat(learned.cores()).isEqualTo(2);
    assertThat(learned.of(Operation.TAG).time().medianMillis()).isGreaterThan(50);
    assertThat(learned.of(Operation.TAG).time().medianMillis())
        .isGreaterThan(3 * learned.of(Operation.INSPECT_IMAGE).time().medianMillis());
    var json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/evidence/operations/tag/measured/n").asInt()).isEqualTo(5);
    assertThat(json.at("/evidence/operations/tag/measured/median").asDouble()).isGreaterThan(100);
    assertThat(said(out)).contains("tag ", "at once are faster", "dyno daemon --latency " + file);
    assertThat(said(err)).contains("each alone: round 5 of 5");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(slow, file);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--engine lxc          | --engine 'lxc' is not known: choose from embedded, docker, podman",
        "--rounds 4            | --rounds 4: must be at least 5, as fewer tell no spread",
        "--cores 0             | --cores 0: must be at least 1",
        "--budget soon         | --budget 'soon' is no time",
        "--latency x.json      | --latency goes with --engine embedded",
        "--engine embedded --out /dev/null/x | --out /dev/null/x cannot be written",
        "--engine embedded --out /    | --out / cannot be written",
      })
  void what_cannot_be_is_a_usage_error_before_any_daemon_is_asked(String words, String what) {
    assertThat(run("calibrate " + words)).isEqualTo(2);

    assertThat(said(err)).contains(what);
    assertThat(said(out)).isEmpty();
  }

  @Test
  void a_dry_run_says_what_would_be_done() {
    assertThat(run("calibrate --dry-run --rounds 30 --seed 7")).isZero();

    assertThat(said(out))
        .contains("dockerd: 30 rounds", "[1, 2, 4, 8]", "seed 7")
        .contains("writes profiles/latency/dockerd.json");
  }

  @Test
  void who_has_no_busybox_is_told_what_to_install() {
    var refused =
        catchThrowableOfType(
            UsageException.class, () -> CalibrateCommand.busybox(folder.toString()));

    assertThat(refused).hasMessageContaining("not on the PATH: install a static one");
  }

  private int run(String words) {
    return Typed.into(out, err, Stream.of(words.split(" +", -1)).toArray(String[]::new));
  }

  private static String said(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
