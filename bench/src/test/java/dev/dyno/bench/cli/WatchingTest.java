package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.profiles.jfr.Fact;
import dev.dyno.profiles.jfr.FactTally;
import dev.dyno.profiles.remote.LiveNumbers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `dyno profile --pid`, on a JVM that starts a process again and again: how often, its own log
/// says.
class WatchingTest {

  private static final String SOURCE =
      """
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.nio.file.StandardOpenOption;

      class Starting {
        static Object kept;

        public static void main(String[] words) throws Exception {
          var log = Files.newOutputStream(Path.of(words[0]), StandardOpenOption.CREATE);
          System.out.println("ready");
          var recording = Path.of(words[1]);
          while (!Files.exists(recording) || Files.size(recording) == 0) {
            new ProcessBuilder("true").start().waitFor();
            log.write('x');
            kept = new byte[200_000];
            Thread.sleep(50);
          }
          Runtime.getRuntime().halt(1);
        }
      }
      """;

  /// Of `Starting.main`: a page leaves out what a name has in common with the one before it.
  private static final String MAIN = "ing.main";

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void a_running_JVM_is_watched_and_left_as_it_was() throws Exception {
    var target = start(folder.resolve("never"));
    try {
      assertThat(profile(target, "4s", "--json")).as(err.toString(StandardCharsets.UTF_8)).isZero();

      var result = new ObjectMapper().readTree(out.toByteArray());
      assertThat(result.path("schema").asText()).isEqualTo("dyno-watch/1");
      assertThat(result.path("cutOff")).isEmpty();
      var processes = named(result.path("facts"), "processes started");
      assertThat(processes.path("exact").asBoolean()).isTrue();
      assertThat(processes.path("count").asLong())
          .isPositive()
          .isLessThanOrEqualTo(Files.size(folder.resolve("log")) + 1);
      assertThat(processes.path("sites").path(0).path("site").asText()).startsWith("Starting.main");
      for (var sampled : result.path("samples")) {
        assertThat(sampled.path("exact").asBoolean()).isFalse();
        assertThat(sampled.path("sites").findValues("count")).isEmpty();
      }
      assertThat(result.path("flameGraphs").path("sampler").asText()).startsWith("async-profiler");
      assertThat(drawn(result)).containsKeys("cpu", "wall");
      assertThat(graph("wall")).contains(MAIN).contains("JVM " + target.pid());
      assertThat(graph("cpu")).contains("by " + drawn(result).get("cpu"));
      assertThat(folder.resolve("out").toFile().list()).contains("watched.jfr", "watch.json");
      assertThat(target.isAlive()).isTrue();
    } finally {
      target.destroyForcibly();
    }
  }

  @Test
  void a_JVM_that_ends_half_way_is_told_as_cut_off_and_what_was_got_is_kept() throws Exception {
    var target = start(folder.resolve("out").resolve(Watching.RECORDING));
    try {
      assertThat(profile(target, "10m")).isEqualTo(5);

      assertThat(out.toString(StandardCharsets.UTF_8))
          .contains("CUT OFF: JVM %d has ended".formatted(target.pid()))
          .contains("of 600 s with what happened until", "kept")
          .contains("processes started: ", "recording: " + folder)
          .contains("flame graphs (sampled by JFR, since async-profiler left nothing: JVM")
          .contains("none of wall: JFR has no samples of it");
    } finally {
      target.destroyForcibly();
    }
  }

  @Test
  void a_JVM_that_lets_nobody_in_is_the_environments_fault() throws Exception {
    var target = start(folder.resolve("never"), "-XX:+DisableAttachMechanism");
    try {
      assertThat(profile(target, "4s")).isEqualTo(6);

      assertThat(err.toString(StandardCharsets.UTF_8)).contains("start it without");
      assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    } finally {
      target.destroyForcibly();
    }
  }

  @Test
  void a_JVM_that_takes_no_agents_has_flame_graphs_of_JFRs_samples_or_none_at_all()
      throws Exception {
    var target = start(folder.resolve("never"), "-XX:-EnableDynamicAgentLoading");
    try {
      assertThat(profile(target, "4s", "--json")).as(err.toString(StandardCharsets.UTF_8)).isZero();
      var result = new ObjectMapper().readTree(out.toByteArray());
      assertThat(result.path("flameGraphs").path("sampler").asText())
          .startsWith("JFR, since JVM %d does not load the agent".formatted(target.pid()))
          .contains("-XX:-EnableDynamicAgentLoading");
      assertThat(result.path("flameGraphs").path("missing").toString())
          .contains("wall: JFR has no");
      assertThat(drawn(result)).containsEntry("alloc", "jdk.ObjectAllocationSample");
      assertThat(graph("alloc")).contains(MAIN);

      assertThat(profile(target, "4s", "--sampler", "async-profiler")).isEqualTo(6);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains("dyno: --sampler async-profiler: JFR, since JVM");
    } finally {
      target.destroyForcibly();
    }
  }

  private static Map<String, String> drawn(JsonNode result) {
    var engines = new TreeMap<String, String>();
    for (var each : result.path("flameGraphs").path("drawn")) {
      engines.put(each.path("event").asText(), each.path("engine").asText());
      assertThat(each.path("samples").asLong()).isPositive();
    }
    return engines;
  }

  private String graph(String event) throws IOException {
    return Files.readString(folder.resolve("out").resolve("flame-%s.html".formatted(event)));
  }

  @Test
  void a_live_line_never_puts_samples_among_what_is_exact() {
    var numbers =
        new LiveNumbers(
            Instant.EPOCH,
            Map.of(
                Fact.PROCESSES_STARTED, new FactTally.Count(1_234, 0),
                Fact.GC_PAUSES, new FactTally.Count(0, 0)),
            new LiveNumbers.Sampled(
                OptionalDouble.of(0.42), OptionalLong.of(17), OptionalLong.empty()));

    assertThat(WatchText.line("3 s of 30 s", numbers))
        .isEqualTo(
            "3 s of 30 s: exact so far: 1,234 processes started; sampled: 42 % CPU, 17 threads");
  }

  private static JsonNode named(JsonNode all, String name) {
    for (var each : all) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError(name + " is not in " + all);
  }

  /// @param until it halts: a recording of which a first part is there
  private Process start(Path until, String... flags) throws IOException {
    var source = Files.writeString(folder.resolve("Starting.java"), SOURCE);
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m"));
    command.addAll(List.of(flags));
    command.addAll(List.of(source.toString(), folder.resolve("log").toString(), until.toString()));
    var process = new ProcessBuilder(command).start();
    assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
    return process;
  }

  private int profile(Process target, String time, String... more) {
    var words =
        new ArrayList<>(
            List.of("profile", "--pid", Long.toString(target.pid()), "--time", time, "--out"));
    words.add(folder.resolve("out").toString());
    words.addAll(List.of(more));
    return Typed.into(out, err, words.toArray(String[]::new));
  }
}
