package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Types what the README says first, against the packaged program. The rest: [ReadmeCommandsIT].
class ReadmeIT {

  @TempDir Path folder;
  private Readme readme = new Readme(Path.of(""));

  @BeforeEach
  void open() {
    readme = new Readme(folder);
  }

  /// The first one for real. It asserts what was measured and counted, never how long it took.
  @Test
  void the_first_command_measures_all_four_toggles() throws Exception {
    assertThat(Readme.commands().getFirst()).isEqualTo("scripts/dyno compare");

    int exit = readme.type(List.of("scripts/dyno", "compare", "--out", folder.toString()));

    assertThat(exit).as(readme.log()).isZero();
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
      assertThat(readme.type(List.of("bash", "-c", command + " --dry-run")))
          .as(command + readme.log())
          .isZero();
      assertThat(readme.log()).contains("1 comparisons");
    }
  }
}
