package dev.dyno.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dyno.engine.registry.RegistryAccounts.Account;
import dev.dyno.engine.registry.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a pipeline's file may say, and how its mistakes are told: each with its line.
class PipelineFileTest {

  @TempDir Path top;
  private Path folder;

  @BeforeEach
  void files() throws Exception {
    folder = Files.createDirectories(top.resolve("pipeline"));
    Files.writeString(top.resolve("secret"), "outside");
    Files.createDirectory(folder.resolve("app"));
    Files.writeString(folder.resolve("app/Dockerfile"), "FROM scratch\n");
    Files.writeString(folder.resolve("file"), "x");
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(folder.resolve("way-out"), Path.of("../secret"));
  }

  @Test
  void all_that_can_be_said_is_read() throws Exception {
    var pipeline =
        read(
            """
            name: whole
            timeout: 1h
            variables: {registry: "localhost:5000", tag: 3}
            registries:
              ${registry}: {username: ann, password: env:SECRET}
            groups:
              - name: second
                needs: [first]
                builds: [{name: b, steps: [{pull: busybox}]}]
              - name: first
                builds:
                  - name: a
                    steps:
                      - {build: {image: "${registry}/app:${tag}", folder: app}, timeout: 90s, async: true}
                      - {create: {container: web, image: "${registry}/app:${tag}", command: [echo, $$, 1]}}
            """);

    assertThat(pipeline.timeout()).contains(Duration.ofHours(1));
    assertThat(pipeline.registries())
        .containsEntry(
            "localhost:5000",
            new Account(new Secret.Literal("ann"), new Secret.Variable("SECRET")));
    assertThat(pipeline.groups())
        .extracting(Pipeline.Group::name)
        .containsExactly("first", "second");
    var steps = pipeline.groups().getFirst().builds().getFirst().steps();
    assertThat(steps.getFirst().timeout()).isEqualTo(Optional.of(Duration.ofSeconds(90)));
    assertThat(steps.getFirst().async()).isTrue();
    assertThat(steps.getFirst().action().title()).isEqualTo("build localhost:5000/app:3");
    assertThat(((Action.Create) steps.getLast().action()).spec().command())
        .containsExactly("echo", "$", "1");
    assertThat(steps.getLast().line()).isEqualTo(15);
  }

  @Test
  void a_variable_that_is_set_takes_the_place_of_the_files_own() throws Exception {
    var pipeline =
        PipelineFile.read(
            file(
                """
                name: x
                variables: {image: a}
                groups: [{name: g, builds: [{name: b, steps: [{pull: "${image}"}]}]}]
                """),
            Map.of("image", "b"));

    assertThat(pipeline.groups().getFirst().builds().getFirst().steps().getFirst().action().title())
        .isEqualTo("pull b:latest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          pull: busybox:1:2                              | 'busybox:1:2'
          pull: ${other}                                 | variable 'other' is not known
          build: {image: a, folder: missing}             | there is no 'missing'
          build: {image: a, folder: ../}                 | leaves the folder of the pipeline's file
          build: {image: a, folder: file}                | is no folder
          build: {image: a}                              | there is no 'Dockerfile'
          build: {image: a, folder: app, dockerfile: ../file} | leaves the context
          build: {image: a, folder: app, bogus: 1}       | key 'bogus' is not known here: use one of image, folder
          start: nobody                                  | there is no container 'nobody'
          create: {container: c}                         | 'image' is missing
          push: [a]                                      | needs string, is array
          wait: 3                                        | needs string, is integer
          bogus: 1                                       | key 'bogus' is not known here
          async: true                                    | one action, this one has none
          {pull: a, push: a}                             | one action, this one has pull and push
          {pull: a, timeout: 3}                          | needs string, is integer
          {pull: a, timeout: soon}                       | 'soon' is not like this: such as 500ms
          remove: {image: a, container: b}               | 'remove'
          """)
  void a_mistake_in_a_step_is_told_with_its_line(String step, String words) throws Exception {
    var wrong =
        refused(
            """
            name: x

            groups:
              - name: g
                builds:
                  - name: b
                    steps:
                      - pull: fine
                      - %s
            """
                .formatted(step));

    assertThat(wrong.problems()).hasSize(1);
    assertThat(wrong.problems().getFirst().line()).isEqualTo(9);
    assertThat(wrong).hasMessageStartingWith("pipeline.yaml:9: ").hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          copy: {into: c, from: missing, to: /x}         | there is no 'missing'
          copy: {into: c, from: ../secret, to: /x}       | leaves the folder of the pipeline's file
          copy: {into: c, from: /etc/passwd, to: /x}     | leaves the folder of the pipeline's file
          copy: {into: c, from: way-out, to: /x}         | leaves the folder of the pipeline's file
          copy: {into: c, from: loop, to: /x}            | 'loop' cannot be followed
          copy: {into: c, from: file, to: x}             | begin it with /
          copy: {into: c, to: /x}                        | 'from' a file or a 'content'
          copy: {from: file, to: /x}                     | 'into' a container or 'out-of' one
          copy: {out-of: c, from: /x, to: ../secret}     | leaves the folder of the pipeline's file
          copy: {out-of: c, from: /x, to: none/y}        | there is no folder for 'none/y'
          copy: {out-of: c, from: /x, to: app}           | is a folder
          create: {container: c, image: b}               | created before
          commit: {container: c, image: "a@sha256:%1$s"} | has a digest
          tag: {image: a, as: "a@sha256:%1$s"}           | has a digest
          copy: {into: c, from: file, to: /x/}           | end it with a name
          create: {container: d, image: b, command: [1.10]} | needs [string, integer, boolean], is number
          exec: {container: c, command: [a]}             | not started before
          start: {container: c, ready: {line: (}}        | Unclosed group
          start: {container: c, ready: {}}               | by a 'line' or by a 'command'
          """)
  void a_mistake_with_a_container_is_told_with_its_line(String step, String words)
      throws Exception {
    var wrong =
        refused(
            """
            name: x
            groups:
              - name: g
                builds:
                  - name: b
                    steps:
                      - create: {container: c, image: a}
                      - %s
            """
                .formatted(step.replace("line: (", "line: '('").replace("%1$s", "a".repeat(64))));

    assertThat(wrong.problems()).hasSize(1);
    assertThat(wrong).hasMessageStartingWith("pipeline.yaml:8: ").hasMessageContaining(words);
  }

  @Test
  void groups_that_need_each_other_in_a_circle_are_named() throws Exception {
    var wrong =
        refused(
            """
            name: x
            groups:
              - {name: a, needs: [b], builds: [{name: b, steps: [{pull: a}]}]}
              - {name: b, needs: [c], builds: [{name: b, steps: [{pull: a}]}]}
              - {name: c, needs: [b], builds: [{name: b, steps: [{pull: a}]}]}
              - {name: d, needs: [e], builds: [{name: b, steps: [{pull: a}]}]}
            """);

    assertThat(wrong)
        .hasMessage(
            """
            pipeline.yaml:4: groups need each other in a circle: b -> c -> b; take one 'needs' away
            pipeline.yaml:6: there is no group 'e': use one of [a, b, c, d]""");
  }

  @Test
  void a_group_that_needs_itself_is_a_circle() throws Exception {
    assertThat(
            refused(
                "name: x\ngroups: [{name: a, needs: [a], builds: [{name: b, steps: [{pull: a}]}]}]"))
        .hasMessageContaining("a -> a");
  }

  @Test
  void a_container_is_started_once_and_an_alias_is_refused() throws Exception {
    var wrong =
        refused(
            """
            name: x
            groups:
              - name: g
                builds:
                  - name: b
                    steps:
                      - create: {container: c, image: a}
                      - start: c
                      - start: c
            """);

    assertThat(wrong).hasMessageContaining("pipeline.yaml:9: container 'c' is started before");
    assertThat(refused("name: &n x\nvariables: {a: *n}\n"))
        .hasMessage("pipeline.yaml:2: '*n' is an alias, which is not read here: write it out");
  }

  @Test
  void every_mistake_is_told_by_line() throws Exception {
    var wrong =
        refused(
            """
            name: x
            groups:
              - name: g
                builds:
                  - name: b
                    steps:
                      - pull: A B
                      - push: ${other}
                  - name: b
                    steps: [{pull: a}]
            """);

    assertThat(wrong.problems()).extracting(Problem::line).containsExactly(7, 8, 9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~                                        | 1 | the file is empty
          name: x                                   | 1 | 'groups' is missing
          ~{name: x, groups: [}~                    | 1 | this is no YAML
          ~name: x\nname: y\ngroups: []~            | 2 | Duplicate
          ~name: x\ngroups: []~                     | 2 | 'groups'
          ~name: x\nsteps:\n  - a\ngroups: [1]~     | 2 | key 'steps' is not known here: use one of name, timeout
          ~name: x\ngroups: [1]\n---\nname: y~      | 3 | a second document begins here
          ~name: x\n---\n~                          | 2 | a second document begins here
          ~name: x\n--- # more\n\n- {a: b}~        | 2 | a second document begins here
          ~name: x\n---\n@~                         | 2 | pipeline.yaml:2:
          """)
  void what_is_no_pipeline_is_told_with_its_line(String text, int line, String words)
      throws Exception {
    var wrong = refused(text.replace("\\n", "\n"));

    assertThat(wrong.problems().getFirst().line()).isEqualTo(line);
    assertThat(wrong).hasMessageContaining(words);
  }

  @Test
  void the_markers_of_one_document_are_fine() throws Exception {
    var pipeline =
        read("---\nname: x\ngroups: [{name: g, builds: [{name: b, steps: [{pull: a}]}]}]\n...\n");

    assertThat(pipeline.name()).isEqualTo("x");
  }

  @Test
  void a_variable_that_is_set_but_not_declared_is_refused() throws Exception {
    var file =
        file(
            "name: x\nvariables: {a: 1}\ngroups: [{name: g, builds: [{name: b, steps: [{pull: a}]}]}]");

    var wrong =
        catchThrowableOfType(
            PipelineFileException.class, () -> PipelineFile.read(file, Map.of("b", "2")));

    assertThat(wrong)
        .hasMessageContaining("variable 'b' is set, but not declared")
        .hasMessageContaining("[a]");
  }

  private Pipeline read(String text) throws Exception {
    return PipelineFile.read(file(text), Map.of());
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
