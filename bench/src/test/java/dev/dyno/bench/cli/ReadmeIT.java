package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Types what the README says, against the packaged program.
class ReadmeIT {

  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  /// The first one for real. It asserts what was measured and counted, never how long it took.
  @Test
  void the_first_command_measures_all_four_toggles() throws Exception {
    assertThat(commands().getFirst()).isEqualTo("scripts/dyno compare");

    int exit = type(List.of("scripts/dyno", "compare", "--out", folder.toString()));

    assertThat(exit).as(log()).isZero();
    var result = new ObjectMapper().readTree(folder.resolve("result.json").toFile());
    assertThat(result.path("coverage").path("judged").asInt()).isEqualTo(4);
    assertThat(result.path("facts"))
        .anySatisfy(
            fact -> {
              assertThat(fact.path("name").asText()).isEqualTo("processes started");
              assertThat(fact.path("baseline").asInt()).isEqualTo(402);
              assertThat(fact.path("candidate").asInt()).isEqualTo(1);
            })
        .anySatisfy(
            fact -> {
              assertThat(fact.path("name").asText()).startsWith("manifest requests at once");
              assertThat(fact.path("candidate").asInt()).isEqualTo(3);
            });
    assertThat(folder.resolve("index.html")).isNotEmptyFile();
    assertThat(folder.resolve("measurement.json")).isNotEmptyFile();
    everyCommandThatThePageNamesIsUnderstood();
  }

  /// Typed as a shell would, but as a plan.
  private void everyCommandThatThePageNamesIsUnderstood() throws Exception {
    var page = Files.readString(folder.resolve("index.html"));
    var commands =
        Pattern.compile("<code class=\"command\">(.*?)</code>")
            .matcher(page)
            .results()
            .map(found -> found.group(1).replaceAll("<[^>]+>", "").replace("&#39;", "'"))
            .distinct()
            .toList();
    assertThat(commands).hasSize(4);
    for (var command : commands) {
      assertThat(type(List.of("bash", "-c", command + " --dry-run"))).as(command + log()).isZero();
      assertThat(log()).contains("1 comparisons");
    }
  }

  @Test
  void the_second_command_is_the_one_that_runs_this_test() throws Exception {
    assertThat(commands().get(1)).isEqualTo("scripts/test");
    assertThat(TOP.resolve("scripts/test")).isExecutable();
    assertThat(TOP.resolve(".ci/run")).content().contains("scripts/test");
  }

  /// The others as plans: each must be understood.
  @Test
  void every_other_comparison_is_understood() throws Exception {
    var others =
        commands().stream()
            .skip(2)
            .filter(command -> command.startsWith("scripts/dyno compare"))
            .toList();
    assertThat(others).hasSizeGreaterThan(2);
    for (var command : others) {
      var words = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
      if (!words.contains("--dry-run")) {
        words.add("--dry-run");
      }
      assertThat(type(words)).as(command).isZero();
    }
  }

  @Test
  void the_pipeline_runs() throws Exception {
    var pipelines =
        commands().stream().filter(command -> command.startsWith("scripts/dyno pipeline")).toList();
    assertThat(pipelines).isNotEmpty();
    try {
      for (var command : pipelines) {
        assertThat(type(Arrays.asList(command.split(" ", -1)))).as(command + log()).isZero();
        assertThat(log()).contains("steps done, exit code 0");
      }
    } finally {
      Files.deleteIfExists(TOP.resolve("profiles/pipelines/service/copied.txt"));
    }
  }

  /// With less work than is usual.
  @Test
  void the_profile_is_taken() throws Exception {
    var command = only("scripts/dyno profile");

    var little = " --forks 2 --invocations 1000 --out " + folder;
    assertThat(type(List.of("bash", "-c", command + little))).as(command + log()).isZero();
    assertThat(log()).contains("none", "presized-collections", "flame graphs");
  }

  /// The jars that it names are this program's own, which has benchmarks.
  @Test
  void the_gate_is_understood() throws Exception {
    var own = TOP.resolve("bench/target/dyno-bench.jar").toString();
    var command = only("scripts/dyno gate").replace("old.jar", own).replace("new.jar", own);

    assertThat(type(List.of("bash", "-c", command + " --dry-run"))).as(command + log()).isZero();
    assertThat(log()).contains("startAndStop", "both sides are the same jar");
  }

  private static String only(String start) throws IOException {
    var found = commands().stream().filter(command -> command.startsWith(start)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  /// Lines of fenced blocks, without what stands behind `#`.
  private static List<String> commands() throws IOException {
    var commands = new ArrayList<String>();
    boolean fenced = false;
    for (var line : Files.readAllLines(TOP.resolve("README.md"))) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced) {
        int comment = line.indexOf('#');
        commands.add((comment < 0 ? line : line.substring(0, comment)).strip());
      }
    }
    return commands;
  }

  private int type(List<String> words) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(words)
            .directory(TOP.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log.txt"));
  }
}
