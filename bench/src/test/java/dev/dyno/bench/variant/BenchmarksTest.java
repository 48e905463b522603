package dev.dyno.bench.variant;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTest {

  @TempDir Path folder;

  /// A search would otherwise remember for ever that a commit has no benchmarks.
  @Test
  void trouble_with_the_disk_says_nothing_of_the_jar() {
    assertThatThrownBy(() -> listed(folder.resolve("gone")))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(Benchmarks.NotListed.class);
  }

  @Test
  void a_jar_without_benchmarks_says_so_of_itself() {
    assertThatThrownBy(() -> listed(folder))
        .isInstanceOf(Benchmarks.NotListed.class)
        .hasMessageContaining("plain.jar cannot be listed");
  }

  private void listed(Path work) throws IOException {
    var plain = Files.writeString(folder.resolve("plain.jar"), "no jar");
    Benchmarks.of(Jdk.running(), List.of(plain), folder.resolve("agent.jar"), work);
  }
}
