package dev.dyno.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.bench.suite.Catalog;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class BuildTest {

  /// Since JDK 23 a processor that is only on the class path is left out in silence.
  @Test
  void the_benchmark_list_of_the_annotation_processor_holds_every_benchmark_of_the_catalog()
      throws Exception {
    var lists =
        Collections.list(getClass().getClassLoader().getResources("META-INF/BenchmarkList"));
    var all = new StringBuilder();
    for (var list : lists) {
      try (var in = list.openStream()) {
        all.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }

    assertThat(Catalog.entries()).isNotEmpty();
    for (var entry : Catalog.entries()) {
      assertThat(all).contains(entry.benchmark().substring(0, entry.benchmark().lastIndexOf('.')));
    }
  }
}
