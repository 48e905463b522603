package dev.dyno.profiles.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.jfr.FlightRecorderConnection;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What cannot be watched says so, why, and what to do.
class RefusedTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void a_process_that_is_not_there_is_no_JVM() throws Exception {
    var gone = new ProcessBuilder("true").start();
    gone.waitFor();

    assertThatThrownBy(() -> RemoteJvm.attach(gone.pid(), PATIENCE))
        .isInstanceOf(WatchException.NoJvm.class)
        .hasMessageContaining("no process has id %d: jps lists the JVMs", gone.pid());
  }

  @Test
  void a_process_that_is_no_JVM_is_left_alone() throws Exception {
    var other = new ProcessBuilder("sleep", "600").start();
    try {
      assertThatThrownBy(() -> RemoteJvm.attach(other.pid(), PATIENCE))
          .isInstanceOf(WatchException.NoJvm.class)
          .hasMessageContaining("process %d (sleep) is no JVM", other.pid());
      assertThat(other.isAlive()).isTrue(); // attaching would have ended it
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void a_JVM_that_was_closed_to_everybody_says_by_which_flag() throws Exception {
    try (var target = Target.start(Target.own(), folder, "-XX:+DisableAttachMechanism")) {
      assertThatThrownBy(() -> RemoteJvm.attach(target.pid(), PATIENCE))
          .isInstanceOf(WatchException.Refused.class)
          .hasMessageContaining(
              "JVM %d was started with -XX:+DisableAttachMechanism", target.pid());
      target.work(); // it goes on
    }
  }

  @Test
  void a_JVM_without_JFR_is_told_apart_from_one_that_refuses() throws Exception {
    var small = folder.resolve("jdk");
    var jlink = ToolProvider.findFirst("jlink").orElseThrow();
    assertThat(
            jlink.run(
                System.out,
                System.err,
                "--add-modules",
                "jdk.management.agent",
                "--output",
                small.toString()))
        .isZero();
    try (var target = Target.start(small, folder)) {
      assertThatThrownBy(() -> RemoteJvm.attach(target.pid(), PATIENCE))
          .isInstanceOf(WatchException.NoRecorder.class)
          .hasMessageContaining("has no JFR to record with")
          .hasMessageContaining("it needs the modules jdk.jfr and jdk.management.jfr");
      target.work();
    }
  }

  @Test
  void a_JVM_that_is_stopped_is_not_waited_for_longer_than_asked() throws Exception {
    try (var target = Target.start(Target.own(), folder)) {
      signal("STOP", target.pid());

      assertThatThrownBy(() -> RemoteJvm.attach(target.pid(), Duration.ofSeconds(1)))
          .isInstanceOf(WatchException.Refused.class)
          .hasMessageContaining("did not answer within 1 s: it may be stopped");
    }
  }

  @Test
  void an_agent_that_is_not_there_is_refused_and_a_JVM_that_ended_takes_none() throws Exception {
    try (var target = Target.start(Target.own(), folder);
        var jvm = RemoteJvm.attach(target.pid(), PATIENCE)) {
      assertThatThrownBy(() -> jvm.loadAgent(folder.resolve("none.so"), ""))
          .isInstanceOf(WatchException.Refused.class)
          .hasMessageContaining("JVM %d does not load the agent", target.pid())
          .hasMessageContaining("none.so");
      target.work(); // it goes on

      target.die();
      assertThatThrownBy(() -> jvm.loadAgent(folder.resolve("none.so"), ""))
          .isInstanceOf(WatchException.Lost.class)
          .hasMessageContaining("JVM %d has ended", target.pid());
    }
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  /// Root asks as somebody else, and anybody else asks for the process of root.
  @Test
  void a_JVM_of_another_user_is_refused() throws Exception {
    boolean root = System.getProperty("user.name").equals("root");
    var command = new ArrayList<String>();
    if (root) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.addAll(
        List.of(
            Target.own().resolve("bin/java").toString(),
            "-cp",
            readable(),
            Asking.class.getName(),
            Long.toString(root ? ProcessHandle.current().pid() : 1)));
    var output = folder.resolve("output");
    var asking =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .directory(Path.of("/").toFile())
            .start();

    assertThat(asking.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(output)).contains("Refused").contains("run this as that user");
  }

  /// Somebody else may read neither the build's folder nor the local repository.
  private String readable() throws IOException, URISyntaxException {
    var copy = Files.createDirectories(folder.resolve("copy"));
    for (var each : List.of(RemoteJvm.class, Asking.class, FlightRecorderConnection.class)) {
      var from = Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isRegularFile(from)) {
        Files.copy(from, copy.resolve(from.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      } else {
        copyClasses(from.resolve("dev/dyno/profiles/remote"), copy);
      }
    }
    try (var all = Files.walk(folder)) {
      for (var each : all.toList()) {
        assertThat(each.toFile().setReadable(true, false)).isTrue();
        if (Files.isDirectory(each)) {
          assertThat(each.toFile().setExecutable(true, false)).isTrue();
        }
      }
    }
    return copy + ":" + copy + "/*";
  }

  private static void copyClasses(Path from, Path to) throws IOException {
    var target = Files.createDirectories(to.resolve("dev/dyno/profiles/remote"));
    try (var classes = Files.list(from)) {
      for (var each : classes.toList()) {
        Files.copy(each, target.resolve(each.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /// The program that asks.
  static final class Asking {
    private Asking() {}

    public static void main(String[] words) throws Exception {
      try (var jvm = RemoteJvm.attach(Long.parseLong(words[0]), PATIENCE)) {
        System.out.println("attached to " + jvm.pid());
      } catch (WatchException refused) {
        System.out.println(refused.getClass().getSimpleName() + ": " + refused.getMessage());
      }
    }
  }
}
