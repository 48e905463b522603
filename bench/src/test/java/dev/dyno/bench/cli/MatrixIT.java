package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small matrix against the packaged program, for real. Asserts what was measured and what was
/// counted, never how long it took.
class MatrixIT {

  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  private static final String TINY =
      """
      name: tiny
      about: As few turns as there can be.
      looks: [2]
      turns: {warmup: 2, measured: 4, length: 20ms}
      select:
        - benchmark: BuildContextBenchmark.archive
          params: {tree: small}
      """;

  @TempDir Path folder;

  @Test
  void a_matrix_measures_every_set_and_finds_that_pooled_buffers_save_bytes() throws Exception {
    assertThat(matrix("--pairs", "2")).as(log()).isZero();

    var matrix = result().path("matrix");
    assertThat(matrix.at("/runs/planned").asInt()).isEqualTo(4);
    assertThat(matrix.at("/runs/whole").asInt()).isEqualTo(4);
    var bytes = metric(matrix, "B/op");
    assertThat(bytes.path("pairs").asInt()).isEqualTo(8);
    assertThat(bytes.path("degreesOfFreedom").asInt()).isEqualTo(4);
    assertThat(bytes.path("main"))
        .filteredOn(row -> row.at("/toggles/0").asText().equals("buffers"))
        .singleElement()
        .satisfies(row -> assertThat(row.path("high").asDouble()).isNegative());
    assertThat(type(List.of("scripts/dyno", "report", folder.resolve("run").toString())))
        .as(log())
        .isZero();
    assertThat(result().path("matrix")).isEqualTo(matrix);
    assertThat(folder.resolve("run/index.html")).content().contains("Toggle matrix");
  }

  @Test
  void a_matrix_that_runs_out_of_budget_tells_nothing_that_it_does_not_know() throws Exception {
    assertThat(matrix("--pairs", "2", "--budget", "1s")).as(log()).isEqualTo(5);

    var result = result();
    assertThat(result.path("missing"))
        .anySatisfy(why -> assertThat(why.asText()).contains("the budget was spent"));
    assertThat(result.at("/matrix/runs/whole").asInt()).isZero();
    assertThat(result.at("/matrix/metrics"))
        .allSatisfy(
            metric ->
                assertThat(metric.path("main"))
                    .allMatch(row -> !row.path("told").asBoolean() && !row.has("effect")));
  }

  private int matrix(String... more) throws IOException, InterruptedException {
    var profile = Files.writeString(folder.resolve("tiny.yaml"), TINY);
    var words =
        new ArrayList<>(
            List.of("scripts/dyno", "compare", "--matrix", "--profile", profile.toString()));
    words.addAll(List.of("--toggle", "streaming-tar", "--toggle", "buffers"));
    words.addAll(List.of("--out", folder.resolve("run").toString()));
    words.addAll(List.of(more));
    return type(words);
  }

  private static JsonNode metric(JsonNode matrix, String label) {
    for (var metric : matrix.path("metrics")) {
      if (metric.path("metric").asText().equals(label)) {
        return metric;
      }
    }
    throw new AssertionError(label + " is not in " + matrix);
  }

  private JsonNode result() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("run/result.json").toFile());
  }

  private int type(List<String> words) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(words)
            .directory(TOP.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log.txt"));
  }
}
