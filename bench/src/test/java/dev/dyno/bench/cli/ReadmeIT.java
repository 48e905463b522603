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
