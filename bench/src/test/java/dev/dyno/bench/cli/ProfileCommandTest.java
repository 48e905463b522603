package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.profiles.sampler.Frames;
import dev.dyno.profiles.sampler.SampledEvent;
import dev.dyno.profiles.sampler.Sampler;
import dev.dyno.profiles.sampler.Stacks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `dyno profile`, with real forks and a real async-profiler.
class ProfileCommandTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "nothing                                      | BENCHMARK 'nothing' matches none of the"
            + " suite's benchmarks",
        "BuildFlags                                   | BENCHMARK 'BuildFlags' matches 12 of them:"
            + " name one of",
        "(                                            | BENCHMARK '(' is no regular expression",
        "flags.*=200 --baseline none                  | give both, or neither",
        "flags.*=200 --baseline none --candidate none | are both 'none': name two that differ",
        "flags.*=200 --baseline x --candidate none    | toggle 'x' is not known",
        "flags.*=200 --baseline none --candidate x    | toggle 'x' is not known",
        "flags.*=200 --event cycles                   | --event 'cycles' is not known: choose from"
            + " cpu, wall, alloc, lock",
        "flags.*=200 --sampler perf                   | --sampler 'perf' is not known: choose from"
            + " auto, async-profiler, jfr",
        "flags.*=200 --forks 1                        | --forks 1 is not within 2 to 50: one fork"
            + " alone has no interval",
        "flags.*=200 --forks few                      | '--forks': 'few' is not an int",
        "flags.*=200 --invocations 0                  | --invocations 0 is not 1 or more",
        "flags.*=200 --out /proc/nobody               | --out /proc/nobody cannot be written",
        "--event cpu                                  | Missing required parameter: 'BENCHMARK', or"
            + " --pid of a JVM",
        "--pid x                                      | '--pid': 'x' is not a long",
        "--pid 1 --forks 3                            | --forks goes with BENCHMARK: leave it out",
        "flags.*=200 --pid 1                          | BENCHMARK 'flags.*=200' and --pid 1: name"
            + " one of them",
        "flags.*=200 --time 3s                        | --time goes with --pid: leave it out",
        "--pid 1 --time soon                          | --time 'soon' is no time: write 90s, 10m or"
            + " 2h",
        "--pid 1 --out /proc/nobody                   | --out /proc/nobody cannot be written",
        "--pid 2147483647                             | --pid: no process has id 2147483647: jps"
            + " lists the JVMs",
      })
  void bad_input_is_a_usage_error_that_says_what_and_what_to_do(String words, String said) {
    assertThat(run(("profile " + words).split(" ", -1))).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains(said);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void what_nobody_here_can_sample_is_the_environments_fault_and_never_a_pass() {
    assertThat(run("profile", "flags.*=200", "--event", "wall", "--sampler", "jfr")).isEqualTo(6);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--event wall needs async-profiler: JFR, since it was asked for");
  }

  @Test
  void two_sides_are_compared_by_operation_with_pages_that_show_what_came_and_what_vanished()
      throws Exception {
    int exit =
        run(
            "profile",
            "BuildFlagsBenchmark.flags sources=200",
            "--baseline",
            "none",
            "--candidate",
            "presized-collections",
            "--forks",
            "2",
            "--invocations",
            "100000",
            "--json",
            "--out",
            folder.toString());

    assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
    var result = new ObjectMapper().readTree(out.toByteArray());
    assertThat(result.path("schema").asText()).isEqualTo("dyno-profile/1");
    assertThat(result.path("sampler").asText()).startsWith("async-profiler");
    assertThat(result.path("sides")).hasSize(2);
    for (var side : result.path("sides")) {
      assertThat(side.path("operations").asLong()).isEqualTo(100_000);
      assertThat(side.path("samples").asLong()).isPositive();
      assertThat(side.path("total").asDouble()).isPositive();
      assertThat(side.path("rulesJudged").asInt()).isBetween(1, side.path("rules").asInt());
      assertThat(side.path("findings").isArray()).isTrue();
      assertThat(side.has("cpuByOthers")).isTrue();
    }
    assertThat(result.path("frames")).isNotEmpty();
    for (var frame : result.path("frames")) {
      assertThat(frame.path("low").asDouble()).isLessThan(frame.path("high").asDouble());
    }
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "baseline-1.jfr",
            "baseline-2.jfr",
            "candidate-1.jfr",
            "candidate-2.jfr",
            "baseline-findings.jfr",
            "candidate-findings.jfr",
            "baseline.html",
            "candidate.html",
            "change-seen-by-baseline.html",
            "change-seen-by-candidate.html",
            "index.html",
            "profile.json");
    assertThat(folder.resolve("index.html"))
        .content()
        .contains("BuildFlagsBenchmark.flags", "rules had what they judge by", "data-page=")
        .contains("JMC’s rules: baseline", "JMC’s rules: candidate")
        .endsWith("</html>\n");
    // Each side has an implementation of its own.
    assertThat(frames("baseline-1.jfr")).contains("dev.dyno.engine.lifecycle.GrownLists.flags");
    assertThat(frames("candidate-1.jfr"))
        .doesNotContain("dev.dyno.engine.lifecycle.GrownLists.flags");
    assertThat(folder.resolve("change-seen-by-baseline.html"))
        .content()
        .contains("none against presized-collections: CPU time", "d=U");
    assertThat(folder.resolve("change-seen-by-candidate.html"))
        .content()
        .contains("presized-collections against none: CPU time", "d=U");
  }

  private Set<String> frames(String recording) throws IOException {
    var by = Sampler.here(folder.resolve("unpacked"));
    var stacks = Stacks.read(folder.resolve(recording), SampledEvent.CPU, by);
    return Frames.of(stacks).byName().keySet();
  }

  @Test
  void one_side_alone_is_sampled_by_jfr_where_async_profiler_is_missing() {
    int exit =
        run(
            "profile",
            "BuildFlagsBenchmark.flags sources=200",
            "--event",
            "alloc",
            "--sampler",
            "jfr",
            "--forks",
            "2",
            "--invocations",
            "20000",
            "--out",
            folder.toString());

    assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("alloc by JFR, since it was asked for (jdk.ObjectAllocationSample)")
        .contains("samples in 2 forks of 20,000 operations", "B/op", "java.lang.Object[]")
        .contains("JMC's rules on baseline (heuristics; ")
        .contains("flame graphs: " + folder);
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "baseline-1.jfr",
            "baseline-2.jfr",
            "baseline-findings.jfr",
            "baseline.html",
            "index.html",
            "profile.json");
  }

  private int run(String... words) {
    return Typed.into(out, err, words);
  }
}
