package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Types the README's other commands, against the packaged program. The first one: [ReadmeIT].
class ReadmeCommandsIT {

  @TempDir Path folder;
  private Readme readme = new Readme(Path.of(""));

  @BeforeEach
  void open() {
    readme = new Readme(folder);
  }

  @Test
  void the_second_command_is_the_one_that_runs_this_test() throws Exception {
    assertThat(Readme.commands().get(1)).isEqualTo("scripts/test");
    assertThat(Readme.TOP.resolve("scripts/test")).isExecutable();
    assertThat(Readme.TOP.resolve(".ci/run")).content().contains("scripts/test");
  }

  /// The others as plans: each must be understood.
  @Test
  void every_other_comparison_is_understood() throws Exception {
    var others =
        Readme.commands().stream()
            .skip(2)
            .filter(command -> command.startsWith("scripts/dyno compare"))
            .toList();
    assertThat(others).hasSizeGreaterThan(2);
    for (var command : others) {
      var words = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
      if (!words.contains("--dry-run")) {
        words.add("--dry-run");
      }
      assertThat(readme.type(words)).as(command).isZero();
    }
  }

  @Test
  void the_pipeline_runs() throws Exception {
    var pipelines =
        Readme.commands().stream()
            .filter(command -> command.startsWith("scripts/dyno pipeline"))
            .toList();
    assertThat(pipelines).isNotEmpty();
    try {
      for (var command : pipelines) {
        assertThat(readme.type(Arrays.asList(command.split(" ", -1))))
            .as(command + readme.log())
            .isZero();
        assertThat(readme.log()).contains("steps done, exit code 0");
      }
    } finally {
      Files.deleteIfExists(Readme.TOP.resolve("profiles/pipelines/service/copied.txt"));
    }
  }

  /// With less work than is usual.
  @Test
  void the_profile_is_taken() throws Exception {
    var command = only("scripts/dyno profile");

    var little = " --forks 2 --invocations 1000 --out " + folder;
    assertThat(readme.type(List.of("bash", "-c", command + little)))
        .as(command + readme.log())
        .isZero();
    assertThat(readme.log()).contains("none", "presized-collections", "flame graphs");
  }

  /// The jars that it names are this program's own, which has benchmarks.
  @Test
  void the_gate_is_understood() throws Exception {
    var own = Readme.TOP.resolve("bench/target/dyno-bench.jar").toString();
    var command = only("scripts/dyno gate").replace("old.jar", own).replace("new.jar", own);

    assertThat(readme.type(List.of("bash", "-c", command + " --dry-run")))
        .as(command + readme.log())
        .isZero();
    assertThat(readme.log()).contains("startAndStop", "both sides are the same jar");
  }

  @Test
  void the_night_is_planned() throws Exception {
    var command = only("scripts/dyno nightly") + " --history " + folder.resolve("nights.db");

    assertThat(readme.type(List.of("bash", "-c", command))).as(command + readme.log()).isZero();
    assertThat(readme.log()).contains("gate", "compare", "qualify");
  }

  /// With fewer draws than a person would ask for, and a history of its own.
  @Test
  void the_judge_the_machine_and_the_history_tell_of_themselves() throws Exception {
    var qualify =
        only("scripts/dyno qualify")
            .replace("--verdicts 1000", "--verdicts 25")
            .replace("--gates 1000", "--gates 5");
    assertThat(readme.type(List.of("bash", "-c", qualify + " --out " + folder.resolve("q"))))
        .as(qualify + readme.log())
        .isZero();
    assertThat(folder.resolve("q").resolve("qualify.json")).isNotEmptyFile();
    assertThat(readme.log()).contains("planted +1 %, threshold 0.5 %", "threshold 5 %");

    var doctor = only("scripts/dyno doctor");
    assertThat(readme.type(List.of("bash", "-c", doctor))).as(doctor + readme.log()).isIn(0, 6);
    assertThat(readme.log()).contains("cores");

    var history = only("scripts/dyno history");
    var here = " --history " + folder.resolve("history.db");
    assertThat(readme.type(List.of("bash", "-c", history + here)))
        .as(history + readme.log())
        .isZero();
    assertThat(readme.log()).contains("0 series");
  }

  private static String only(String start) throws IOException {
    var found = Readme.commands().stream().filter(command -> command.startsWith(start)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
