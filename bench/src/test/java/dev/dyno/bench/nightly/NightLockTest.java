package dev.dyno.bench.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who may measure beside whom: each holder is a process of its own.
@Timeout(120)
class NightLockTest {

  private static final String HELD = "held";

  @TempDir private Path folder;

  private Path machine;

  private final List<Process> holders = new ArrayList<>();

  @BeforeEach
  void machine() {
    machine = folder.resolve("machine.lock");
  }

  @AfterEach
  void letGo() {
    holders.forEach(Process::destroyForcibly);
  }

  @Test
  void another_checkout_waits_for_the_night_that_the_machine_has() throws Exception {
    assertThat(asked("one", "")).isEqualTo(HELD);

    assertThat(asked("two", ""))
        .contains("by process %d since".formatted(holders.getFirst().pid()))
        .contains(folder.resolve("one").toString());
    assertThat(asked("two", "shard")).contains("by process %d".formatted(holders.getFirst().pid()));

    holders.getFirst().destroyForcibly().waitFor();
    assertThat(asked("two", "")).as("the system took the dead one's").isEqualTo(HELD);
  }

  @Test
  void shards_of_a_night_may_be_beside_each_other_but_no_whole_night_beside_them()
      throws Exception {
    assertThat(asked("one", "shard")).isEqualTo(HELD);
    assertThat(asked("two", "shard")).isEqualTo(HELD);

    assertThat(asked("three", "")).contains("by another that measures here");
    assertThat(asked("one", "shard")).as("the same checkout").contains("by process");
  }

  @Test
  void a_night_that_is_over_leaves_no_name_and_a_refused_one_nothing() throws Exception {
    var own = new NightLock.Machine(machine, false);
    try (var lock = NightLock.take(desk("one"), own, Instant.EPOCH, "")) {
      assertThat(lock.dead()).isEmpty();
    }
    assertThat(machine).isEmptyFile();
    assertThat(asked("two", "")).isEqualTo(HELD);

    assertThatThrownBy(() -> NightLock.take(desk("one"), own, Instant.EPOCH, ""))
        .isInstanceOf(NightLock.Held.class);

    var elsewhere = new NightLock.Machine(folder.resolve("elsewhere.lock"), false);
    try (var lock = NightLock.take(desk("one"), elsewhere, Instant.EPOCH, "")) {
      assertThat(lock.dead()).isEmpty();
    }
  }

  @Test
  void every_user_of_the_machine_may_lock_the_file_and_a_link_there_is_not_followed()
      throws Exception {
    try (var _ = NightLock.take(desk("one"), machine(false), Instant.EPOCH, "")) {
      assertThat(Files.getPosixFilePermissions(machine)).hasSize(6);
      assertThat(Files.getPosixFilePermissions(desk("one").resolve("lock")))
          .doesNotContain(PosixFilePermission.OTHERS_WRITE);
    }
    var precious = Files.writeString(folder.resolve("precious"), "mine");
    Files.delete(machine);
    Files.createSymbolicLink(machine, precious);

    assertThatThrownBy(() -> NightLock.take(desk("one"), machine(false), Instant.EPOCH, ""))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(machine.toString());
    assertThat(precious).hasContent("mine");
  }

  private NightLock.Machine machine(boolean shard) {
    return new NightLock.Machine(machine, shard);
  }

  private Path desk(String checkout) throws IOException {
    return NightDesk.open(folder.resolve(checkout)).folder();
  }

  /// What a process says that asks for the lock and keeps it.
  private String asked(String checkout, String how) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                desk(checkout).toString(),
                machine.toString(),
                how)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    holders.add(process);
    try (var said = process.inputReader()) {
      return firstLine(said);
    }
  }

  private static String firstLine(BufferedReader said) throws IOException {
    var line = said.readLine();
    return line == null ? "it said nothing" : line;
  }

  /// Takes the lock, says so or why not, and keeps it until it is killed, or who started it is
  /// gone.
  static final class Holder {
    private Holder() {}

    public static void main(String[] words) throws Exception {
      var machine = new NightLock.Machine(Path.of(words[1]), words[2].equals("shard"));
      try (var _ = NightLock.take(Path.of(words[0]), machine, Instant.EPOCH, "")) {
        System.out.println(HELD);
        var _ = System.in.read();
      } catch (NightLock.Held other) {
        System.out.println(other.getMessage());
      }
    }
  }
}
