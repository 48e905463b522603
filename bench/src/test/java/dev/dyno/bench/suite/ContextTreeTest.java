package dev.dyno.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextTreeTest {

  /// The trap: a benchmark whose "20 files" are 10, because their names collide.
  @ParameterizedTest
  @CsvSource({"small, 400, 819200", "large, 4, 8388608", "mixed, 203, 3964928"})
  void a_tree_has_as_many_files_and_bytes_as_it_says(String name, int files, long bytes)
      throws Exception {
    var root = ContextTree.make(name);
    try (var all = Files.walk(root)) {
      var paths = all.sorted(Comparator.reverseOrder()).toList();
      var made = paths.stream().filter(path -> path.toString().endsWith(".bin")).toList();
      long size = 0;
      for (var each : made) {
        size += Files.size(each);
      }

      assertThat(made).hasSize(files);
      assertThat(size).isEqualTo(bytes);
      for (Path each : paths) {
        Files.delete(each);
      }
    }
  }
}
