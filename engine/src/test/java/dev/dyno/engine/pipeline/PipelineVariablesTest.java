package dev.dyno.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where variables of a pipeline's file are put in place, and how those that cannot be are told.
class PipelineVariablesTest {

  @TempDir Path folder;

  @Test
  void a_default_may_use_variables_above_it() throws Exception {
    var variables = "{host: localhost, port: 5000, registry: \"${host}:${port}\", cost: $$1}";

    assertThat(pulled(variables, "${registry}/app", Map.of())).isEqualTo("localhost:5000/app");
    assertThat(pulled(variables, "${registry}/app", Map.of("host", "example.org")))
        .as("a value that is set reaches defaults below it")
        .isEqualTo("example.org:5000/app");
    assertThat(environment(variables, "{A: \"${cost}\"}", Map.of())).containsEntry("A", "$1");
  }

  @Test
  void a_value_that_is_set_is_taken_as_it_is() throws Exception {
    assertThat(environment("{a: x}", "{A: \"${a}\"}", Map.of("a", "${b} $$ $")))
        .containsEntry("A", "${b} $$ $");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ${b}  | variable 'b' has no value yet: one may use only those declared above it
          ${a}  | variable 'a' has no value yet
          ${c}  | variable 'c' is not known: declare it under 'variables', which has []
          """)
  void a_default_that_uses_what_is_not_above_it_is_refused_with_its_line(String own, String words)
      throws Exception {
    var wrong =
        refused(
            """
            name: x
            variables:
              a: %s
              b: x
            groups: [{name: g, builds: [{name: b, steps: [{pull: "${a}"}]}]}]
            """
                .formatted(own));

    assertThat(wrong.problems()).hasSize(1);
    assertThat(wrong).hasMessageStartingWith("pipeline.yaml:3: ").hasMessageContaining(words);
  }

  @Test
  void keys_and_values_of_maps_have_variables() throws Exception {
    assertThat(
            environment(
                "{who: ANN, what: tea}",
                "{\"${who}_DRINKS\": \"${what}\", PLAIN: \"${who}-${what}\"}",
                Map.of()))
        .containsExactlyInAnyOrderEntriesOf(Map.of("ANN_DRINKS", "tea", "PLAIN", "ANN-tea"));
  }

  @Test
  void times_and_flags_have_variables() throws Exception {
    var pipeline =
        read(
            """
            name: x
            timeout: ${minutes}m
            clean-up: "${seconds}s"
            variables: {minutes: 3, seconds: 30, keep: true, async: false}
            groups:
              - name: g
                builds:
                  - name: b
                    steps:
                      - {tag: {image: a, as: b, keep: "${keep}"}, timeout: "${seconds}s", async: "${async}"}
                      - {pull: a, async: "true"}
            """,
            Map.of());

    assertThat(pipeline.timeout()).contains(Duration.ofMinutes(3));
    assertThat(pipeline.cleanUp()).isEqualTo(Duration.ofSeconds(30));
    var steps = pipeline.groups().getFirst().builds().getFirst().steps();
    assertThat(steps.getFirst().timeout()).contains(Duration.ofSeconds(30));
    assertThat(steps.getFirst().async()).isFalse();
    assertThat(((Action.Tag) steps.getFirst().action()).keep()).isTrue();
    assertThat(steps.getLast().async()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {pull: a, timeout: "${a}s"}                        | 'soons' is no time: write one such as 500ms
          {pull: a, async: "${a}"}                           | 'soon' is neither true nor false
          {pull: a, async: perhaps}                          | 'perhaps' is not like this: true or false
          {create: {container: c, image: a, environment: {"${a}": 1, soon: 2}}} | 'soon' is there twice
          {pull: a, timeout: "${other}"}                     | variable 'other' is not known
          """)
  void what_is_wrong_with_variables_in_place_is_told_with_its_line(String step, String words)
      throws Exception {
    var wrong =
        refused(
            """
            name: x
            variables: {a: soon}
            groups:
              - name: g
                builds:
                  - name: b
                    steps:
                      - %s
            """
                .formatted(step));

    assertThat(wrong.problems()).hasSize(1);
    assertThat(wrong).hasMessageStartingWith("pipeline.yaml:8: ").hasMessageContaining(words);
  }

  @Test
  void a_time_for_the_whole_that_is_none_is_told_with_its_line() throws Exception {
    var wrong =
        refused(
            """
            name: x
            clean-up: ${a}
            timeout: ${a}
            variables: {a: soon}
            groups: [{name: g, builds: [{name: b, steps: [{pull: a}]}]}]
            """);

    assertThat(wrong.problems()).extracting(Problem::line).containsExactly(2, 3);
  }

  private String pulled(String variables, String image, Map<String, String> set) throws Exception {
    return first(variables, "pull: \"%s\"".formatted(image), set)
        .title()
        .replace("pull ", "")
        .replace(":latest", "");
  }

  private Map<String, String> environment(String variables, String map, Map<String, String> set)
      throws Exception {
    var step = "create: {container: c, image: a, environment: %s}".formatted(map);
    return ((Action.Create) first(variables, step, set)).spec().environment();
  }

  private Action first(String variables, String step, Map<String, String> set) throws Exception {
    return read(
            """
            name: x
            variables: %s
            groups: [{name: g, builds: [{name: b, steps: [{%s}]}]}]
            """
                .formatted(variables, step),
            set)
        .groups()
        .getFirst()
        .builds()
        .getFirst()
        .steps()
        .getFirst()
        .action();
  }

  private Pipeline read(String text, Map<String, String> set) throws Exception {
    return PipelineFile.read(file(text), set);
  }

  private PipelineFileException refused(String text) throws Exception {
    var file = file(text);
    return catchThrowableOfType(
        PipelineFileException.class, () -> PipelineFile.read(file, Map.of()));
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("pipeline.yaml"), text);
  }
}
