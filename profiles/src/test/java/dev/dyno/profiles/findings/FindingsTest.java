package dev.dyno.profiles.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What JMC's rules make of programs that do one thing badly. Which rules speak is a heuristic of
/// JMC's: asserted is only that a program which boxes everything is told so, and one that does
/// nothing is not.
@Tag("jfr")
class FindingsTest {

  /// Boxes so many million numbers, however busy the machine is, or only waits so many
  /// milliseconds; run in a JVM of its own.
  static final class Boxing {

    private Boxing() {}

    public static void main(String[] args) {
      int amount = Integer.parseInt(args[1]);
      if (args[0].equals("wait")) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(amount));
        return;
      }
      var boxes = new ArrayList<Long>();
      for (int hundreds = 0; hundreds < 100 * amount; hundreds++) {
        for (long i = 0; i < 10_000; i++) {
          boxes.add(i * 1_000);
        }
        if (boxes.size() > 100_000) {
          boxes.clear();
        }
      }
    }
  }

  @TempDir Path folder;

  @Test
  void a_program_that_boxes_everything_is_told_so_and_one_that_does_nothing_is_not()
      throws Exception {
    var boxing = Findings.of(recorded("box", 60));
    var idle = Findings.of(recorded("wait", 0));

    assertThat(boxing.all())
        .filteredOn(each -> each.rule().equals("PrimitiveToObjectConversion"))
        .hasSize(1)
        .allSatisfy(
            each -> {
              assertThat(each.weight()).isEqualTo(Finding.Weight.WARNING);
              assertThat(each.score()).isGreaterThan(25);
              assertThat(each.summary()).contains("java.lang.Long").doesNotContain("''", "{");
              assertThat(each.explanation()).contains(Boxing.class.getName());
            });
    assertThat(idle.all())
        .extracting(Finding::rule)
        .doesNotContain("PrimitiveToObjectConversion", "Fatal Errors");
    assertThat(boxing.judged()).isBetween(1, boxing.rules());
  }

  @Test
  void warnings_come_first_and_then_what_is_most_striking() {
    var findings =
        new Findings(
            List.of(
                finding("c", Finding.Weight.NOTE, 90),
                finding("b", Finding.Weight.WARNING, 10),
                finding("a", Finding.Weight.WARNING, 80)),
            new Noise.Quiet(),
            3,
            3);

    assertThat(findings.all()).extracting(Finding::rule).containsExactly("a", "b", "c");
  }

  @Test
  void what_other_processes_take_is_a_warning_and_what_is_not_known_is_told_as_such() {
    assertThat(new Noise.Busy(0.534).warning()).contains("53 % CPU by other processes");
    assertThat(new Noise.Quiet().warning()).isEmpty();
    assertThat(new Noise.Unknown("nobody looked").warning())
        .contains("not known how much CPU other processes took: nobody looked");
    assertThatIllegalArgumentException().isThrownBy(() -> new Noise.Busy(0));
  }

  @Test
  void others_that_take_the_whole_machine_are_seen() throws Exception {
    var busy = new ArrayList<Process>();
    try {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        // Whoever kills this JVM leaves it behind: the kernel ends it then.
        var loop = "ulimit -t 300; while :; do :; done";
        busy.add(new ProcessBuilder("sh", "-c", loop).start());
      }
      assertThat(Findings.of(recorded("wait", 1_500)).noise())
          .isInstanceOfSatisfying(
              Noise.Busy.class, noise -> assertThat(noise.others()).isGreaterThan(0.15));
    } finally {
      busy.forEach(Process::destroyForcibly);
    }
  }

  @Test
  void what_is_no_whole_recording_is_an_error_that_names_it() throws Exception {
    var whole = recorded("wait", 0);
    var cut = folder.resolve("cut.jfr");
    var bytes = Files.readAllBytes(whole);
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    assertThatIOException().isThrownBy(() -> Findings.of(cut)).withMessageContaining("cut.jfr");
    assertThatIOException()
        .isThrownBy(() -> Findings.of(folder.resolve("none.jfr")))
        .withMessageContaining("there is no recording");
  }

  @Test
  void the_settings_are_those_of_the_JDK_with_the_load_ten_times_a_second() throws Exception {
    var text = Findings.settings();
    var events = new TreeSet<String>();
    text.lines()
        .filter(line -> line.contains("<event "))
        .forEach(line -> events.add(line.replaceAll(".*name=\"([^\"]*)\".*", "$1")));

    assertThat(events).contains("jdk.CPULoad", "jdk.ExecutionSample", "jdk.GarbageCollection");
    assertThat(text.replaceAll("\\s+", " "))
        .contains(
            "<event name=\"jdk.CPULoad\"> <setting name=\"enabled\">true</setting> <setting name=\"period\">100 ms</setting>");
  }

  private static Finding finding(String rule, Finding.Weight weight, double score) {
    return new Finding(rule, rule, weight, score, "s", "", "");
  }

  private Path recorded(String what, int amount) throws IOException, InterruptedException {
    var settings = Files.writeString(folder.resolve("findings.jfc"), Findings.settings());
    var recording = folder.resolve(what + ".jfr");
    var process =
        java(
                "-XX:StartFlightRecording:settings=%s,filename=%s".formatted(settings, recording),
                "-cp",
                System.getProperty("java.class.path"),
                Boxing.class.getName(),
                what,
                Integer.toString(amount))
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return recording;
  }

  private ProcessBuilder java(String... words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx128m");
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile());
  }
}
