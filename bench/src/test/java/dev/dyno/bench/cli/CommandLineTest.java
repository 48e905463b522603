package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--toggle auth-cash                  | toggle 'auth-cash' is not known: choose from string-builders,",
        "--benchmark nothing                 | --benchmark 'nothing' matches none",
        "--benchmark (                       | --benchmark '(' is no regular expression",
        "--profile absent                    | profile 'absent' is not known: name one of smoke, pr, nightly, pipeline, peers, curves, metrics",
        "--engine dokcer                     | --engine 'dokcer' is not known: choose from embedded, docker, podman",
        "--mode alone                        | --mode 'alone' is not known: choose from turns, forks, duet",
        "--budget soon                       | --budget 'soon' is no time: write 90s, 10m or 2h",
        "--budget 0s                         | --budget '0s' is no time",
        "--baseline none                     | give both, or neither",
        "--baseline none --candidate x       | toggle 'x' is not known",
        "--toggle buffers --benchmark Auth   | profile 'smoke' measures nothing that was asked for",
        "--seed many                         | '--seed': 'many' is not a long",
        "--fast                              | Unknown option: '--fast'",
        "--matrix                            | --matrix measures one benchmark, and there are",
        "--matrix --benchmark Build          | --benchmark 'Build' matches 2 of profile 'smoke'",
        "--matrix --benchmark tree=large     | --benchmark 'tree=large' matches none of profile 'smoke'",
        "--matrix --benchmark send --pairs 0 | --pairs 0 is not within 1 to 100",
        "--matrix --baseline none --candidate all | leave out --baseline and --candidate",
        "--pairs 3                           | --pairs goes with --matrix",
        "--out /proc/nobody                  | --out /proc/nobody cannot be written",
      })
  void bad_input_is_a_usage_error_that_says_what_and_what_to_do(String words, String said) {
    int exit = run(("compare " + words).split(" ", -1));

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(said);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void a_profile_with_an_unknown_key_names_the_key_and_its_line() throws IOException {
    var file =
        Files.writeString(folder.resolve("mine.yaml"), "name: mine\nabout: mine\nloks: [4]\n");

    assertThat(run("compare", "--profile", file.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("line 3").contains("loks");
  }

  @Test
  void a_dry_run_prints_the_plan_and_measures_nothing() {
    assertThat(run("compare", "--dry-run", "--out", folder.resolve("o").toString())).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("auth-cache", "parallel-pulls", "streaming-tar", "buffers")
        .contains("4 comparisons, looks after [4, 6, 8] pairs");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_matrix_of_many_candidates_names_them() {
    assertThat(run("compare", "--matrix", "--benchmark", "Build")).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("BuildContextBenchmark.send tree=mixed")
        .contains("BuildContextBenchmark.archive tree=small")
        .doesNotContain("RegistryAuthBenchmark");
  }

  @Test
  void a_dry_run_of_a_matrix_prints_runs_pairs_and_time_and_measures_nothing() {
    var words =
        "compare --matrix --toggle streaming-tar --toggle buffers --benchmark send --dry-run";

    assertThat(run(words.split(" ", -1))).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("BuildContextBenchmark.send tree=mixed")
        .contains("A streaming-tar, B buffers")
        .contains(
            "4 of 4 combinations run, 4 pairs each: 16 pairs of 25 + 20 turns, about 4 s each")
        .contains("3 effects at once, with 12 degrees of freedom for their error");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_matrix_of_too_few_pairs_says_so_before_it_measures() {
    var words = "compare --matrix --toggle buffers --benchmark send --pairs 1 --dry-run";

    assertThat(run(words.split(" ", -1))).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("nothing left to tell their error: no intervals, unless with more --pairs");
  }

  @Test
  void a_file_in_the_place_of_the_output_folder_is_refused_and_kept() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "precious");

    assertThat(run("compare", "--out", file.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot be written");
    assertThat(file).hasContent("precious");
  }

  @Test
  void a_port_that_is_taken_is_named() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int exit = run("daemon", "--port", Integer.toString(taken.getLocalPort()));

      assertThat(exit).isEqualTo(2);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains(Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void reporting_what_is_no_measurement_says_so() throws IOException {
    var file = Files.writeString(folder.resolve("measurement.json"), "{\"schema\":\"dyno/1\"");

    assertThat(run("report", folder.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(file.toString());
    assertThat(folder.toFile().list()).containsExactly("measurement.json");
  }

  @Test
  void no_command_shows_the_commands() {
    assertThat(run()).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("compare", "report", "daemon");
  }

  private int run(String... words) {
    return Typed.into(out, err, words);
  }
}
