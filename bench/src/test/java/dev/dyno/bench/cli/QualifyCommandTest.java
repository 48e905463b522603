package dev.dyno.bench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `dyno qualify` refuses before it measures anything.
class QualifyCommandTest {

  @ParameterizedTest
  @CsvSource({
    "--turns 40+80x0ms, a length of PT0S is below 1 ms",
    "--turns 40-80, write such as 40+60",
    "--repeats 0, one of them 1 or more",
    "--planted-repeats=-1, neither below 0",
    "--load=-1, 0 to 256 busy loops",
    "--simulate --from nowhere, no live run of dyno qualify",
    "--from nowhere, no live run of dyno qualify",
    "--planted 0, no list of slowdowns",
  })
  void nonsense_is_a_usage_error(String words, String told) {
    var err = new ByteArrayOutputStream();
    var streams =
        new Streams(
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false);

    assertThat(Main.run(streams, ("qualify " + words).split(" ", -1))).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains(told);
  }
}
