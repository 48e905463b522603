package dev.dyno.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.logs.LogFormat;
import dev.dyno.engine.logs.Terminal;
import dev.dyno.engine.runtime.ContainerFilter;
import dev.dyno.engine.runtime.ContainerId;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.ContainerSpec;
import dev.dyno.engine.runtime.ShellImage;
import dev.dyno.engine.toggle.Toggles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The worker pool on the embedded daemon, in one process, so that what either side leaks shows.
@Timeout(300)
class ThousandContainersTest {

  private static final int MANY = 1_000;
  private static final Toggles ON = Toggles.parse("worker-pool,dynamic-timeouts,async-logs");
  private static final TimeoutPolicy POLICY = TimeoutPolicy.chosenBy(ON, Patience.usual());

  @TempDir Path folder;

  @Test
  void a_thousand_containers_at_once_leave_no_thread_socket_or_descriptor() throws Exception {
    try (var daemon = EmbeddedDaemon.start(0, folder.resolve("daemon"));
        var runtime = ContainerRuntime.at(daemon.uri())) {
      ShellImage.on(runtime, Files.createDirectory(folder.resolve("image")));
    }
    run(10); // what is opened once and kept: classes, and threads of the JDK
    Callers.until(this::noFileOfTheDaemonIsOpen);
    var before = Leftovers.now(folder);

    var written = run(MANY);

    assertThat(written.lines().filter(line -> line.endsWith(" ready"))).hasSize(MANY);
    assertThat(written.lines().filter(line -> line.endsWith(" exit code 143"))).hasSize(MANY);
    var after = Leftovers.settled(before, folder);
    assertThat(after.threads()).containsExactlyElementsOf(before.threads());
    assertThat(after.sockets()).containsExactlyElementsOf(before.sockets());
    assertThat(after.files()).containsExactlyElementsOf(before.files());
  }

  @Test
  void a_thread_a_socket_or_a_descriptor_that_is_left_would_be_seen() throws Exception {
    var before = Leftovers.now(folder);
    var end = new CountDownLatch(1);
    var waiting = new CountDownLatch(1);
    var thread =
        Thread.ofVirtual()
            .name("left over")
            .start(
                () -> {
                  waiting.countDown();
                  try {
                    end.await();
                  } catch (InterruptedException _) {
                    // Ends.
                  }
                });
    Callers.await(waiting);
    try (var _ = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var _ = Files.newInputStream(Files.createFile(folder.resolve("file")))) {
      var held = Leftovers.now(folder);

      assertThat(held.threads()).contains("left over");
      assertThat(held.sockets()).hasSize(before.sockets().size() + 1);
      assertThat(held.files()).contains(folder.toRealPath().resolve("file").toString());
    }
    end.countDown();
    thread.join();
    assertThat(Leftovers.settled(before, folder)).isEqualTo(before);
  }

  /// The daemon closes the log of a container that is gone when its last reader has noticed.
  private boolean noFileOfTheDaemonIsOpen() {
    try {
      return Leftovers.now(folder).files().stream()
          .noneMatch(file -> file.startsWith(folder.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @return what the log was
  private String run(int containers) throws Exception {
    try (var daemon = EmbeddedDaemon.start(0, folder.resolve("daemon"))) {
      var written = run(daemon, containers);
      // The engine is closed, the daemon is not: nothing of either may still be at work.
      Callers.until(() -> daemon.connections() == 0 && daemon.inFlight() == 0);
      return written;
    }
  }

  private static String run(EmbeddedDaemon daemon, int containers) throws Exception {
    var written = new ByteArrayOutputStream();
    var log = LogAggregator.start(ON, LogFormat.PLAIN, Terminal.file(written), Clock.systemUTC());
    try (var runtime = ContainerRuntime.at(daemon.uri());
        log;
        var workers = Workers.chosenBy(ON, POLICY)) {
      var operations = new ContainerOperations(workers, POLICY, runtime, log, Labels.chosenBy(ON));
      var spec =
          ContainerSpec.of(ShellImage.NAME).command("sh", "-c", "echo ready; sleep 600").build();
      var probe = new ReadyProbe.Line(Pattern.compile("ready"));
      var starts = new ArrayList<Pending<Container>>();
      for (int i = 0; i < containers; i++) {
        starts.add(operations.start(spec, probe, soon()));
      }
      var started = new ArrayList<Container>();
      for (var start : starts) {
        started.add(start.await());
      }
      assertThat(runtime.list(ContainerFilter.running(), soon())).hasSize(containers);
      var stops = new ArrayList<Pending<ContainerId>>();
      for (var container : started) {
        stops.add(container.stop(Duration.ofSeconds(10), soon()));
      }
      for (var stop : stops) {
        stop.await();
      }
      for (var container : started) {
        container.close();
      }
      assertThat(runtime.list(ContainerFilter.all(), soon())).isEmpty();
      assertThat(workers.counts()).isEqualTo(new Counts(0, 0, 2L * containers));
    }
    return written.toString(StandardCharsets.UTF_8);
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofMinutes(4));
  }
}
