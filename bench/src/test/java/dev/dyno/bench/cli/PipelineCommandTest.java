package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `dyno pipeline` on the embedded engine, as a user types it.
@Timeout(120)
class PipelineCommandTest {

  private static final Path EXAMPLES = Path.of("..", "profiles", "pipelines");
  private static final String ONE =
      """
      name: one
      variables: {registry: "", code: 0}
      groups:
        - name: g
          builds:
            - name: b
              steps:
                - pull: ${registry}/busybox:1.36
                - create: {container: c, image: "${registry}/busybox:1.36", command: [sh, -c, "echo out; exit ${code}"]}
                - start: c
                - wait: c
      """;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({
    "hello, 4 of 4, 'hello, world'",
    "build-and-push, 11 of 11, built by a pipeline",
    "service, 9 of 9, threads: 4",
  })
  void the_examples_run(String example, String steps, String line) throws Exception {
    try {
      int exit = run("pipeline", EXAMPLES.resolve(example).resolve("pipeline.yaml").toString());

      assertThat(exit).as(said() + complaint()).isZero();
      assertThat(said()).contains(line, steps + " steps done, exit code 0");
    } finally {
      Files.deleteIfExists(EXAMPLES.resolve("service/copied.txt"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "all", "all,-async-logs", "auth-cache=50%"})
  void every_set_of_toggles_runs_it(String toggles) throws Exception {
    assertThat(run("pipeline", one(), "--toggles", toggles)).as(said() + complaint()).isZero();
  }

  @Test
  void it_ends_with_the_exit_code_of_the_container_that_failed() throws Exception {
    assertThat(run("pipeline", one(), "--set", "code=42")).isEqualTo(42);

    assertThat(said())
        .contains("out", "3 of 4 steps done, exit code 42", "line 11, g/b: wait for c failed (42)");
  }

  @Test
  void json_is_all_of_standard_output() throws Exception {
    assertThat(run("pipeline", one(), "--json", "--set", "code=7")).isEqualTo(7);

    var told = new ObjectMapper().readTree(said());
    assertThat(told.path("schema").asText()).isEqualTo("dyno/1");
    assertThat(told.path("exit").asInt()).isEqualTo(7);
    assertThat(told.path("steps")).hasSize(4);
    assertThat(told.path("steps").path(3).path("state").asText()).isEqualTo("failed");
    assertThat(told.path("steps").path(3).path("exit").asInt()).isEqualTo(7);
    assertThat(complaint()).contains("out");
  }

  @Test
  void a_quiet_run_says_nothing_unless_it_fails() throws Exception {
    assertThat(run("pipeline", one(), "--quiet")).isZero();
    assertThat(said()).isEmpty();

    assertThat(run("pipeline", one(), "--quiet", "--set", "code=3")).isEqualTo(3);
    assertThat(complaint()).contains("exit code 3");
  }

  @Test
  void progress_ends_with_a_frame_of_every_routine() throws Exception {
    assertThat(run("pipeline", one(), "--format", "progress")).isZero();

    assertThat(said()).contains("g/b wait for c");
  }

  @Test
  void metrics_are_served_while_it_runs_and_an_interrupt_ends_it() throws Exception {
    var file =
        Files.writeString(
            folder.resolve("long.yaml"),
            ONE.replace("echo out; exit ${code}", "echo out; sleep 600"));
    var exit = new CompletableFuture<Integer>();
    var runner =
        Thread.ofPlatform()
            .start(() -> exit.complete(run("pipeline", file.toString(), "--metrics", "0")));
    while (!said().contains("start c] done")) {
      assertThat(exit).isNotDone();
      Thread.onSpinWait();
    }
    var address = Pattern.compile("metrics: (\\S+)").matcher(complaint());
    assertThat(address.find()).isTrue();

    try (var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create(address.group(1))).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body())
          .contains("dyno_operation_seconds_count{operation=\"pull\",outcome=\"ok\"} 1");
    }
    runner.interrupt();

    assertThat(exit.get(60, TimeUnit.SECONDS)).isEqualTo(130);
  }

  @Test
  void a_dry_run_tells_the_order_and_runs_nothing() throws Exception {
    var file = EXAMPLES.resolve("build-and-push/pipeline.yaml").toString();

    assertThat(run("pipeline", file, "--dry-run", "--set", "version=2")).isZero();

    assertThat(said()).contains("push localhost:5000/team/app:2").contains("(async)");
    assertThat(said().indexOf("check")).isLessThan(said().indexOf("publish"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --toggles bogus     | toggle 'bogus' is not known
          --set other=1       | variable 'other' is set, but not declared
          --engine bogus      | --engine 'bogus' is not known
          """)
  void what_cannot_be_is_told_before_anything_runs(String option, String words) throws Exception {
    var parts = option.split(" ", -1);

    assertThat(run("pipeline", one(), parts[0], parts[1])).isEqualTo(2);

    assertThat(complaint()).contains(words);
  }

  @Test
  void a_file_that_is_not_there_or_wrong_is_told_with_its_line() throws Exception {
    assertThat(run("pipeline", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(complaint()).contains("there is no pipeline");

    var wrong = Files.writeString(folder.resolve("wrong.yaml"), "name: x\nsteps: []\ngroups: []\n");
    assertThat(run("pipeline", wrong.toString())).isEqualTo(2);
    assertThat(complaint()).contains("wrong.yaml:2: key 'steps' is not known here");
  }

  private String one() throws Exception {
    return Files.writeString(folder.resolve("one.yaml"), ONE).toString();
  }

  private int run(String... words) {
    out.reset();
    err.reset();
    return Typed.into(out, err, words);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complaint() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
