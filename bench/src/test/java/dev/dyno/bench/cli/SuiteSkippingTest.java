package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.bench.variant.JmhJars;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A suite of 50 benchmarks of somebody else, in which one class changes: what a gate measures.
@Timeout(600)
class SuiteSkippingTest {

  private static final int BENCHMARKS = 50;

  private static final String BENCHMARK =
      """
      package theirs;
      import org.openjdk.jmh.annotations.*;
      @State(Scope.Thread)
      public class B%1$02d {
        @Benchmark public int work() {
          return Part%2$02d.work();
        }
      }
      """;

  private static final String PART =
      "package theirs; class Part%02d { static int work() { return Base.work() + %d; } }";

  private static final String BASE =
      "package theirs; class Base { static int work() { return %d; } }";

  @TempDir Path folder;

  @Test
  void only_those_that_reach_the_changed_class_are_measured() throws Exception {
    var maker = new JmhJars(folder);
    var before = maker.jar("before", "1.36", sources());
    var part = maker.jar("part", "1.36", changed("Part07", PART.formatted(7, 1000)));
    var base = maker.jar("base", "1.36", changed("Base", BASE.formatted(2)));

    // Two benchmarks share each part.
    assertThat(measured(before, part)).containsExactly("theirs.B07.work", "theirs.B32.work");
    assertThat(measured(before, base)).hasSize(BENCHMARKS);
    assertThat(measured(before, before)).isEmpty();
  }

  private static Map<String, String> sources() {
    var sources = new HashMap<String, String>();
    for (int i = 0; i < BENCHMARKS; i++) {
      sources.put("theirs/B%02d.java".formatted(i), BENCHMARK.formatted(i, i % 25));
      sources.put("theirs/Part%02d.java".formatted(i % 25), PART.formatted(i % 25, i % 25));
    }
    sources.put("theirs/Base.java", BASE.formatted(1));
    return sources;
  }

  private static Map<String, String> changed(String name, String source) {
    var sources = new HashMap<>(sources());
    sources.put("theirs/" + name + ".java", source);
    return sources;
  }

  private static List<String> measured(Path baseline, Path candidate) {
    var ran =
        Typed.of(
            "gate",
            "--baseline",
            baseline.toString(),
            "--candidate",
            candidate.toString(),
            "--dry-run");
    assertThat(ran.exit()).as(ran.err()).isZero();
    var lines = ran.out().lines().filter(it -> it.startsWith("theirs.")).toList();
    assertThat(lines).hasSize(BENCHMARKS);
    assertThat(lines).allMatch(it -> it.contains("to be measured") || it.contains("SKIPPED: "));
    return lines.stream()
        .filter(it -> it.contains("to be measured"))
        .map(it -> it.substring(0, it.indexOf(' ')))
        .sorted()
        .toList();
  }
}
