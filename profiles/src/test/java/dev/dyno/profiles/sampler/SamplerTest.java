package dev.dyno.profiles.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Samplers on real JVMs that run a [Workload]. What is sampled is never a gate elsewhere; here it
/// is enough that it is seen at all, or not at all.
class SamplerTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "CPU,   300 spin,     spin",
    "WALL,  50 doze,      doze",
    "ALLOC, 300 allocate, allocate",
    "LOCK,  50 contend,   enter",
  })
  void async_profiler_sees_each_kind_of_event(SampledEvent event, String work, String method)
      throws Exception {
    var stacks = sampled(async(), event, work);

    assertThat(seen(stacks, method)).as(String.join("\n", stacks.byStack().keySet())).isTrue();
    assertThat(seen(stacks, "whirl")).isFalse();
    assertThat(stacks.total().amount()).isPositive();
  }

  @ParameterizedTest
  @Tag("jfr")
  @CsvSource({
    "CPU,   300 spin,     spin",
    "ALLOC, 300 allocate, allocate",
    "LOCK,  50 contend,   enter",
  })
  void jfr_sees_what_it_can_where_async_profiler_is_missing(
      SampledEvent event, String work, String method) throws Exception {
    var stacks = sampled(new Sampler.FlightRecorder("it is missing"), event, work);

    assertThat(seen(stacks, method)).as(String.join("\n", stacks.byStack().keySet())).isTrue();
    assertThat(seen(stacks, "whirl")).isFalse();
    assertThat(stacks.engine()).startsWith("jdk.");
  }

  @Test
  void the_engine_that_really_sampled_is_read_from_the_recording() throws Exception {
    var cpu = sampled(async(), SampledEvent.CPU, "100 spin");

    // Which of them is the machine's choice: without rights for the first, async-profiler falls
    // back in silence.
    assertThat(cpu.engine()).isIn("perf_events", "ctimer", "itimer");
    assertThat(cpu.caveat().isEmpty()).isEqualTo(cpu.engine().equals("perf_events"));
    assertThat(sampled(async(), SampledEvent.WALL, "10 doze").engine()).isEqualTo("wall");
    assertThat(new Stacks(SampledEvent.CPU, "itimer", cpu.byStack()).caveat())
        .contains("itimer", "no kernel frames");
  }

  @Test
  void a_machine_that_cannot_unpack_the_profiler_has_jfr_and_a_reason() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "no folder");

    assertThat(Sampler.here(file.resolve("inside")))
        .isInstanceOfSatisfying(
            Sampler.FlightRecorder.class,
            missing -> assertThat(missing.words()).contains("cannot be unpacked", "file"));
  }

  @Test
  void jfr_has_no_wall_clock_and_says_so() {
    var jfr = new Sampler.FlightRecorder("it is missing");

    assertThat(jfr.takes(SampledEvent.WALL)).isFalse();
    assertThatThrownBy(() -> jfr.flags(SampledEvent.WALL, folder.resolve("x.jfr")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threads that wait");
  }

  @Test
  void a_recording_that_was_cut_off_is_an_error_with_its_name() throws Exception {
    var whole = record(async(), SampledEvent.CPU, "50 spin");
    var bytes = Files.readAllBytes(whole);
    var cut = folder.resolve("cut.jfr");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 3));

    assertThatThrownBy(() -> Stacks.read(cut, SampledEvent.CPU, async()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut.jfr is no whole recording");
    var absent = folder.resolve("absent.jfr");
    assertThatThrownBy(() -> Stacks.read(absent, SampledEvent.CPU, async()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("absent.jfr");
  }

  @ParameterizedTest
  @EnumSource
  void every_event_has_a_name_that_finds_it(SampledEvent event) {
    assertThat(SampledEvent.named(event.id())).isEqualTo(event);
    assertThatThrownBy(() -> SampledEvent.named("cpus"))
        .hasMessage("event 'cpus' is not known: choose from cpu, wall, alloc, lock");
  }

  private Sampler async() {
    var sampler = Sampler.here(folder.resolve("unpacked"));
    assertThat(sampler).isInstanceOf(Sampler.AsyncProfiler.class);
    return sampler;
  }

  private static boolean seen(Stacks stacks, String method) {
    return Frames.of(stacks).byName().containsKey(Workload.class.getName() + "." + method);
  }

  private Stacks sampled(Sampler sampler, SampledEvent event, String work) throws Exception {
    return Stacks.read(record(sampler, event, work), event, sampler);
  }

  private Path record(Sampler sampler, SampledEvent event, String work) throws Exception {
    var recording = folder.resolve(event.id() + ".jfr");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(sampler.flags(event, recording));
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.add(Workload.class.getName());
    command.addAll(List.of(work.split(" ", -1)));
    var said = folder.resolve("said.txt");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    } finally {
      process.destroyForcibly();
    }
    return recording;
  }
}
