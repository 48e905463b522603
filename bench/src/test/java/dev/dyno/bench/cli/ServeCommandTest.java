package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `dyno serve` refuses what it cannot do, in words, before it listens.
@Timeout(600)
class ServeCommandTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void bad_input_is_a_usage_error_that_says_what_to_do() throws Exception {
    var shortToken = Files.writeString(folder.resolve("short"), "abc\n").toString();

    assertThat(serve("--port", "70000")).isEqualTo(2);
    assertThat(serve("--bind", "0.0.0.0")).isEqualTo(2);
    assertThat(serve("--bind", "999.1.1.1")).isEqualTo(2);
    assertThat(serve("--token-file", folder.resolve("absent").toString())).isEqualTo(2);
    assertThat(serve("--token-file", shortToken)).isEqualTo(2);
    assertThat(serve("--engine-metrics", "localhost:9100")).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--port 70000: 0 to 65535")
        .contains("--bind 0.0.0.0 lets other machines in: give a --token-file")
        .contains("--bind 999.1.1.1 is no address")
        .contains("there is no file")
        .contains("a token needs 16 or more")
        .contains("--engine-metrics 'localhost:9100' is no address");
  }

  @Test
  void a_taken_port_is_a_usage_error() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(serve("--port", Integer.toString(taken.getLocalPort()))).isEqualTo(2);
    }
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("another program has it");
  }

  private int serve(String... words) {
    var all = new String[words.length + 5];
    all[0] = "serve";
    all[1] = "--history";
    all[2] = folder.resolve("history.db").toString();
    all[3] = "--runs";
    all[4] = folder.toString();
    System.arraycopy(words, 0, all, 5, words.length);
    var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return Main.run(
        new Streams(out, new PrintStream(err, true, StandardCharsets.UTF_8), false), all);
  }
}
