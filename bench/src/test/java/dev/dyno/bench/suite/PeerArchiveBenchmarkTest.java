package dev.dyno.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerArchiveBenchmarkTest {

  private static final long CONTENT = 400L * (2 << 10);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gnu-tar", "dyno"})
  void each_archives_all_content_of_a_tree_that_both_agree_on(String by) throws IOException {
    var benchmark = new PeerArchiveBenchmark();
    benchmark.tree = "small";
    benchmark.by = by;
    benchmark.check();
    try {
      assertThat(benchmark.archive()).isBetween(CONTENT, 2 * CONTENT);
    } finally {
      benchmark.clean();
    }
  }

  @Test
  void an_unknown_peer_is_refused() {
    var benchmark = new PeerArchiveBenchmark();
    benchmark.tree = "small";
    benchmark.by = "bsdtar";

    assertThatThrownBy(benchmark::check).hasMessageContaining("by 'bsdtar' is not known");
  }

  @Test
  void a_command_that_fails_fails_with_its_words() throws IOException {
    assertThatThrownBy(() -> new PeerCommand("tar", "-tf", folder + "/absent").run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exit code 2")
        .hasMessageContaining("absent");
    var broken = new PeerCommand("tar", "-cf", "-", "absent").output(folder);
    assertThatThrownBy(
            () -> {
              try (broken) {
                broken.readAllBytes();
              }
            })
        .hasMessageContaining("exit code 2");
    new PeerCommand("tar", "--version").run();
  }
}
