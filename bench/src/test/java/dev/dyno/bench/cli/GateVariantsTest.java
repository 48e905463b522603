package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.bench.variant.JmhJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Gates whose sides are one jar, with other flags and system properties.
class GateVariantsTest {

  private static final String BENCHMARK =
      """
      package theirs;
      import org.openjdk.jmh.annotations.*;
      @State(Scope.Thread)
      @BenchmarkMode(Mode.AverageTime)
      public class PropertyBenchmark {
        private final int tokens = Integer.getInteger("theirs.tokens", 400);
        @Benchmark public void work() {
          org.openjdk.jmh.infra.Blackhole.consumeCPU(tokens);
        }
      }
      """;

  private static final String QUICK =
      """
      name: quick
      about: As little as says something.
      looks: [4, 6, 8]
      turns: {warmup: 4, measured: 8, length: 10ms}
      select: [{benchmark: any}]
      """;

  @TempDir private static Path jars;

  private static Path jar;

  @TempDir private Path folder;

  @BeforeAll
  static void jars() throws IOException {
    jar =
        new JmhJars(jars).jar("theirs", "1.36", Map.of("theirs/PropertyBenchmark.java", BENCHMARK));
  }

  @Test
  void a_property_that_makes_the_same_jar_slower_fails_and_its_run_names_it_again()
      throws Exception {
    var out = folder.resolve("out");
    var slower = "-Dtheirs.tokens=1600,-XX:+UseSerialGC";

    var ran = gate(jar.toString(), slower, "--no-controls", "--out", out.toString());

    assertThat(ran.exit()).as(ran.all()).isEqualTo(3);
    assertThat(Files.readString(out.resolve("result.json"))).contains("\"regressed\"");
    assertThat(Files.readString(out.resolve("measurement.json")))
        .contains("-Dtheirs.tokens=1600", "-XX:+UseSerialGC");
    assertThat(gate(jar.toString(), "%s,%s".formatted(jar, slower), "--dry-run").out())
        .contains("PropertyBenchmark.work {}: to be measured");
    assertThat(gate("%s,%s".formatted(jar, slower), slower, "--dry-run").out())
        .contains("both sides are the same jar");
    assertThat(gate(out.toString(), "%s,%s".formatted(jar, slower), "--dry-run").out())
        .as("a run is its candidate, flags included, whose code is the other side's")
        .contains("both sides are the same jar");
  }

  @Test
  void flags_that_no_jvm_takes_are_refused_before_anything_is_measured() throws Exception {
    var unknown = gate(jar.toString(), jar + ",-XX:+NoSuchFlag");
    var path = gate(jar.toString(), jar + ",-cp");

    assertThat(unknown.exit()).as(unknown.all()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("does not start with -XX:+NoSuchFlag", "Unrecognized VM option 'NoSuchFlag'");
    assertThat(path.exit()).as(path.all()).isEqualTo(2);
    assertThat(path.err()).contains("'-cp' is no flag that a fork can be given");
  }

  private Typed gate(String baseline, String candidate, String... more) throws IOException {
    var quick = Files.writeString(folder.resolve("quick.yaml"), QUICK);
    var words = new ArrayList<>(List.of("gate", "--profile", quick.toString()));
    words.addAll(List.of("--baseline", baseline, "--candidate", candidate));
    words.addAll(List.of(more));
    return Typed.of(words.toArray(String[]::new));
  }
}
