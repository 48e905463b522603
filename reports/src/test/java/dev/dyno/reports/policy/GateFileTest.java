package dev.dyno.reports.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.reports.measurement.Ack;
import dev.dyno.reports.measurement.Glob;
import dev.dyno.reports.measurement.Threshold;
import dev.dyno.reports.measurement.WhenUndecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateFileTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  @TempDir Path folder;

  @Test
  void a_whole_file_is_read_as_it_stands() throws Exception {
    var file =
        read(
            """
            build:
              command: mvn -q package
              jar: target/benchmarks.jar
            benchmarks: a\\.B.* size=100
            coverage: 90%
            thresholds:
              "*":
                time/op: {max: 2.5%, undecided: fail}
              "a.B*":
                cpu/op: {undecided: rerun}
            acks:
              - benchmark: a.B.c
                metric: time/op
                allow: 12%
                commit: 1a2b3c4
                reason: checks every entry
                expires: 2026-11-24
            """);

    assertThat(file.build())
        .contains(new GateFile.Build("mvn -q package", "target/benchmarks.jar"));
    assertThat(file.benchmarks()).contains("a\\.B.* size=100");
    assertThat(file.coverage()).isEqualTo(0.9);
    assertThat(file.thresholds())
        .containsExactly(
            new Threshold(Glob.ALL, "time/op", 0.05, WhenUndecided.WARN, false),
            new Threshold(Glob.ALL, "B/op", 0.01, WhenUndecided.WARN, false),
            new Threshold(Glob.ALL, "time/op", 0.025, WhenUndecided.FAIL, true),
            new Threshold(new Glob("a.B*"), "cpu/op", 0.05, WhenUndecided.RERUN, true));
    assertThat(file.acks())
        .containsExactly(
            new Ack(new Glob("a.B.c"), "time/op", 0.12, "1a2b3c4", "checks every entry", TODAY));
  }

  @Test
  void an_empty_file_says_as_little_as_none() throws Exception {
    assertThat(read("")).isEqualTo(GateFile.usual());
    assertThat(read("# nothing yet\n")).isEqualTo(GateFile.usual());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "thresholdz: {} | 1 | key 'thresholdz' is not known: use one of [build, benchmarks, coverage, thresholds, acks, alerts]",
        "coverage: 90%\\nbuild:\\n  comand: make | 3 | key 'comand' is not known: use one of [command, jar]",
        "build:\\n  command: make | 2 | 'jar' is missing",
        "thresholds:\\n  '*':\\n    time: {max: 5%} | 3 | metric 'time' is not known",
        "thresholds:\\n  '*':\\n    time/op: {maximum: 5%} | 3 | key 'maximum' is not known",
        "thresholds:\\n  '*':\\n    time/op: {max: 5} | 3 | '5' is no share: write it like 5%",
        "thresholds:\\n  '*':\\n    time/op: {max: 0%} | 3 | not above 0",
        "thresholds:\\n  '*':\\n    time/op: {undecided: maybe} | 3 | undecided 'maybe' is not known",
        "thresholds: 5% | 1 | 'thresholds' must have keys of its own",
        "benchmarks: '(' | 1 | benchmarks '(' is no regular expression",
        "coverage: 101% | 1 | at most 100%",
        "acks: {} | 1 | 'acks' must be a list",
        "acks:\\n- benchmark: a\\n  benchmark: b | 3 | key 'benchmark' stands there twice",
        "a: [ | 1 | it is no YAML",
      })
  void a_mistake_is_told_with_its_line(String text, int line, String said) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(GateFileException.class)
        .hasMessageContaining("dyno.yaml, line %d: ".formatted(line))
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-23", "2025-12-31"})
  void an_expired_ack_fails_and_says_what_to_do(String expires) {
    var text =
        """
        acks:
          - benchmark: a.B.c
            metric: time/op
            allow: 12%
            commit: 1a2b3c4
            reason: checks every entry
            expires: EXPIRES
        """;

    assertThatThrownBy(() -> read(text.replace("EXPIRES", expires)))
        .isInstanceOf(GateFileException.class)
        .hasMessageContaining("line 7")
        .hasMessageContaining("a.B.c in time/op (checks every entry) expired on " + expires)
        .hasMessageContaining("renew it");
  }

  @ParameterizedTest
  @CsvSource({"commit: ''", "reason: ' '", "allow: 12", "expires: 31.1.2027", "metric: seconds"})
  void an_ack_that_says_too_little_is_refused(String broken) {
    var key = broken.substring(0, broken.indexOf(':'));
    var text = new StringBuilder("acks:\n  - benchmark: a.B.c\n");
    for (var line :
        new String[] {
          "metric: time/op", "allow: 12%", "commit: 1a", "reason: why", "expires: 2027-01-31"
        }) {
      text.append("    ").append(line.startsWith(key + ":") ? broken : line).append('\n');
    }

    assertThatThrownBy(() -> read(text.toString())).isInstanceOf(GateFileException.class);
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> GateFile.read(folder.resolve("absent.yaml"), TODAY))
        .isInstanceOf(GateFileException.class)
        .hasMessageContaining("absent.yaml cannot be read");
  }

  @ParameterizedTest
  @CsvSource({
    "*, a.B.c, true",
    "a.B*, a.Bcd.e, true",
    "a.B.c, a.B.c, true",
    "a.B.c, a.BXc, false",
    "a.B, a.B.c, false",
    "a.?.c, a.B.c, true",
    "*(x), a.B(x), true"
  })
  void a_glob_takes_a_star_for_any_text_and_everything_else_for_itself(
      String glob, String benchmark, boolean matches) {
    assertThat(new Glob(glob).matches(benchmark)).isEqualTo(matches);
  }

  private GateFile read(String text) throws IOException, GateFileException {
    return GateFile.read(Files.writeString(folder.resolve(GateFile.NAME), text), TODAY);
  }
}
