package dev.dyno.bench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `dyno qualify` refuses before it measures anything, and whose looks it takes.
class QualifyCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({
    "--turns 40+80x0ms, a length of PT0S is below 1 ms",
    "--turns 40-80, write such as 60+120",
    "--repeats 0, one of them 1 or more",
    "--planted-repeats=-1, neither below 0",
    "--load=-1, 0 to 256 busy loops",
    "--simulate --from nowhere, no live run of dyno qualify",
    "--from nowhere, no live run of dyno qualify",
    "--planted 0, no list of slowdowns",
    "--profile nowhere.yaml, nowhere.yaml",
    "--profile smoke --from nowhere, changes nothing",
  })
  void nonsense_is_a_usage_error(String words, String told) {
    assertThat(qualify(words.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains(told);
  }

  /// What is proven is then what a gate with that profile does.
  @Test
  void a_profile_says_after_how_many_pairs_a_verdict_may_fall(@TempDir Path folder)
      throws Exception {
    var profile =
        Files.writeString(
            folder.resolve("long.yaml"),
            """
            name: long
            about: Ten pairs, not 24.
            looks: [6, 10]
            turns: {warmup: 2, measured: 5, length: 10ms}
            select: [{benchmark: any}]
            """);

    assertThat(
            qualify(
                "--simulate --planted none --verdicts 5 --gates 1 --json --out %s --profile %s"
                    .formatted(folder.resolve("out"), profile)
                    .split(" ", -1)))
        .isZero();

    var told = new ObjectMapper().readTree(out.toString(UTF_8));
    assertThat(told.at("/floors")).allMatch(floor -> floor.at("/pairs").asInt() == 10);
    assertThat(told.at("/scores"))
        .filteredOn(score -> score.at("/rule").asText().equals("dyno"))
        .hasSizeGreaterThan(6)
        .allMatch(
            score -> score.at("/pairs").asDouble() >= 6 && score.at("/pairs").asDouble() <= 10);
  }

  private int qualify(String... words) {
    var streams =
        new Streams(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
    return Main.run(
        streams, Stream.concat(Stream.of("qualify"), Stream.of(words)).toArray(String[]::new));
  }
}
