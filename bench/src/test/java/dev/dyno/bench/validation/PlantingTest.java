package dev.dyno.bench.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.agent.Plant;
import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.JmhJars;
import dev.dyno.bench.variant.MeasuredVariant;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Counts calls in jars of others, unmodified: in JMH's single-shot mode a batch is an exact number
/// of calls.
class PlantingTest {

  private static final String STUB = "theirs.jmh_generated.Counted_%s_jmhTest";

  private static final String SOURCE =
      """
      package theirs;
      import java.nio.file.*;
      import org.openjdk.jmh.annotations.*;
      import org.openjdk.jmh.infra.Blackhole;
      @State(Scope.Benchmark)
      public class Counted {
        private long calls;
        @Benchmark public long result() { return ++calls; }
        @Benchmark public void nothing(Blackhole hole) { hole.consume(++calls); }
        @Benchmark public String text(Other other) { return other.text + ++calls; }
        @State(Scope.Thread) public static class Other { String text = "n"; }
        @TearDown(Level.Trial) public void tell() throws java.io.IOException {
          Files.writeString(Path.of(System.getProperty("theirs.calls")), Long.toString(calls));
        }
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "1.32, result, 0.10, 3300",
    "1.33, nothing, 0.05, 3150",
    "1.34, text, 0.02, 3060",
    "1.35, result, 0.01, 3030",
    "1.36, nothing, 0.10, 3300"
  })
  void every_nth_call_is_done_twice_and_no_other(
      String jmh, String method, double size, long expected) throws Exception {
    var variant = variant(jmh);
    var sides = Planting.of(variant, STUB.formatted(method), size, folder.resolve("stub"));

    assertThat(calls(sides.candidate(), method)).isEqualTo(expected);
    if (size == 0.10) { // each of those takes a JVM or two
      assertThat(calls(sides.baseline(), method)).isEqualTo(3000);
    }
  }

  @Test
  void both_sides_run_the_same_code_and_differ_in_one_property() throws Exception {
    var sides =
        Planting.of(variant("1.36"), STUB.formatted("result"), 0.05, folder.resolve("stub"));

    assertThat(sides.candidate().classPath()).isEqualTo(sides.baseline().classPath());
    assertThat(sides.candidate().properties()).isEqualTo(Map.of(Plant.EVERY, "20"));
    assertThat(sides.baseline().properties()).isEqualTo(Map.of(Plant.EVERY, "0"));
  }

  @Test
  void a_stub_that_is_not_there_is_told() {
    assertThatThrownBy(
            () -> Planting.of(variant("1.36"), "theirs.Absent", 0.05, folder.resolve("stub")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("theirs/Absent.class is not on the class path");
  }

  @Test
  void a_class_that_calls_no_benchmark_is_told() {
    assertThatThrownBy(
            () -> Planting.of(variant("1.36"), "theirs.Counted", 0.05, folder.resolve("stub")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("calls no benchmark");
  }

  @Test
  void only_one_over_a_whole_number_can_be_planted() {
    assertThat(Planting.every(0.03)).isEqualTo(33);
    assertThat(Planting.planted(0.03)).isEqualTo(1.0 / 33);
    assertThatThrownBy(() -> Planting.every(0)).hasMessageContaining("0.0");
  }

  private MeasuredVariant variant(String jmh) throws IOException {
    var jar = new JmhJars(folder).jar("counted", jmh, Map.of("theirs/Counted.java", SOURCE));
    return new MeasuredVariant("theirs", Jdk.running(), List.of(jar), List.of(), new TreeMap<>());
  }

  /// Three iterations of a thousand calls.
  private long calls(MeasuredVariant variant, String method) throws Exception {
    var told = Files.createTempFile(folder, "calls", "");
    var log = folder.resolve("log");
    var path = new ArrayList<>(variant.classPath());
    path.add(Path.of(Plant.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    var flags = new ArrayList<>(variant.forkArgs());
    flags.add("-Dtheirs.calls=" + told);
    var process =
        new ProcessBuilder(
                variant.jdk().java().toString(),
                "-Djmh.ignoreLock=true",
                "-cp",
                path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                "org.openjdk.jmh.Main",
                "Counted." + method + "$",
                "-bm",
                "ss",
                "-bs",
                "1000",
                "-wi",
                "0",
                "-i",
                "3",
                "-f",
                "1",
                "-jvmArgsAppend",
                String.join(" ", flags))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    var said = Files.readString(told);
    assertThat(said).as(Files.readString(log)).isNotEmpty();
    return Long.parseLong(said);
  }
}
