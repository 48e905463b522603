package dev.dyno.engine.lifecycle;

import static dev.dyno.engine.toggle.Optimization.ASYNC_LOGS;
import static dev.dyno.engine.toggle.Optimization.WORKER_POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.embedded.ServerProcess;
import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.logs.LogException;
import dev.dyno.engine.logs.LogFormat;
import dev.dyno.engine.logs.Terminal;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.ContainerSpec;
import dev.dyno.engine.runtime.RuntimeFailure;
import dev.dyno.engine.runtime.ShellImage;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What containers say reaches the log over HTTP, from a daemon in a process of its own: however
/// much it is, however slow the sink, and until somebody kills that process.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class LogsOverHttpTest {

  private static final ReadyProbe STARTED = new ReadyProbe.Started();
  private static final int FLOOD = 50_000;
  private static final int CONTAINERS = 3;

  private final Path store;
  private ServerProcess server;
  private ContainerRuntime runtime;

  LogsOverHttpTest(@TempDir Path store) throws IOException {
    this.store = store;
    server = ServerProcess.start("daemon", store);
    runtime = at(server.uri());
  }

  @BeforeAll
  void image(@TempDir Path context) throws Exception {
    ShellImage.on(runtime, context);
  }

  @AfterAll
  void stop() throws IOException {
    runtime.close();
    server.close();
  }

  @EveryToggle(ASYNC_LOGS)
  void a_flood_of_several_containers_arrives_whole_and_in_order_at_a_slow_sink(Toggles toggles)
      throws Exception {
    var sink = new Numbered();
    try (var site = new Site(toggles, sink)) {
      var started = new ArrayList<Container>();
      for (int i = 0; i < CONTAINERS; i++) {
        started.add(site.start("emit", "--lines", "" + FLOOD, "--bytes", "100"));
      }
      for (var container : started) {
        container.await(soon());
        container.close();
      }
    }

    assertThat(sink.lines()).isEqualTo(CONTAINERS * FLOOD);
    assertThat(sink.outOfOrder).isZero();
  }

  @EveryToggle(ASYNC_LOGS)
  void lines_of_a_mebibyte_arrive_whole(Toggles toggles) throws Exception {
    int bytes = 1 << 20;
    var sink = new ByteArrayOutputStream();
    try (var site = new Site(toggles, sink)) {
      var container = site.start("emit", "--lines", "3", "--bytes", "" + bytes);
      container.await(soon());
      container.close();
    }

    var lines = sink.toString(StandardCharsets.US_ASCII).lines().filter(Numbered::isOfEmit);
    assertThat(lines)
        .hasSize(3)
        .allSatisfy(line -> assertThat(line.substring(line.indexOf("line "))).hasSize(bytes - 1));
  }

  @EveryToggle({ASYNC_LOGS, WORKER_POOL})
  void a_daemon_that_is_killed_fails_what_it_ran_and_holds_up_nobody(Toggles toggles)
      throws Exception {
    var sink = new ByteArrayOutputStream();
    try (var site = new Site(toggles, sink)) {
      var container = site.start("emit", "--forever", "--rate", "1000");
      Eventually.isTrue("lines arrive", () -> sink.size() > 0);

      server.kill();

      assertThatExceptionOfType(ContainerFailure.Lost.class)
          .isThrownBy(() -> container.await(soon()));
      assertThatExceptionOfType(JobFailure.class).isThrownBy(() -> site.start("sleep", "600"));
      assertThatExceptionOfType(RuntimeFailure.class).isThrownBy(() -> container.close(soon()));
    } finally {
      again();
    }

    var shown = sink.toString(StandardCharsets.US_ASCII);
    assertThat(shown).contains("line 1 ").contains("its log broke off").endsWith("\n");
    assertThat(numbers(shown)).as("nothing in the middle is lost").isEqualTo(lastNumber(shown));
    try (var site = new Site(toggles, OutputStream.nullOutputStream())) {
      var container = site.start("echo", "the store is as it was");
      container.await(soon());
      container.close();
    }
  }

  private void again() throws IOException {
    runtime.close();
    server = ServerProcess.start("daemon", store);
    runtime = at(server.uri());
  }

  private static ContainerRuntime at(URI daemon) {
    return ContainerRuntime.at(URI.create("tcp://" + daemon.getAuthority()));
  }

  private static long numbers(String shown) {
    return shown.lines().filter(Numbered::isOfEmit).count();
  }

  private static long lastNumber(String shown) {
    return shown.lines().filter(Numbered::isOfEmit).mapToLong(Numbered::number).max().orElseThrow();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }

  private final class Site implements AutoCloseable {
    private final Workers workers;
    private final LogAggregator log;
    private final ContainerOperations operations;

    Site(Toggles toggles, OutputStream sink) {
      var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
      workers = Workers.chosenBy(toggles, policy);
      log = LogAggregator.start(toggles, LogFormat.PLAIN, Terminal.file(sink), Clock.systemUTC());
      operations = new ContainerOperations(workers, policy, runtime, log, Labels.chosenBy(toggles));
    }

    Container start(String... command) throws Exception {
      var spec = ContainerSpec.of(ShellImage.NAME).command(command).build();
      return operations.start(spec, STARTED, soon()).await();
    }

    @Override
    public void close() throws LogException {
      workers.close();
      log.close();
    }
  }

  /// Counts the lines of `emit`, of which each container's must come in their order.
  private static final class Numbered extends OutputStream {
    private static final int SLOW_EVERY = 64;

    private final StringBuilder begun = new StringBuilder();
    private final Map<String, Long> last = new HashMap<>();
    private long writes;
    private long lines;
    private long outOfOrder;

    static boolean isOfEmit(String line) {
      return line.contains("] line ");
    }

    static long number(String line) {
      int from = line.indexOf("] line ") + "] line ".length();
      return Long.parseLong(line, from, line.indexOf(' ', from), 10);
    }

    synchronized long lines() {
      return lines;
    }

    @Override
    public void write(int b) {
      throw new AssertionError("one byte at a time");
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      if (++writes % SLOW_EVERY == 0) {
        LockSupport.parkNanos(1_000_000);
      }
      begun.append(new String(bytes, offset, length, StandardCharsets.US_ASCII));
      int from = 0;
      for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n", from)) {
        seen(begun.substring(from, end));
        from = end + 1;
      }
      begun.delete(0, from);
    }

    private void seen(String line) {
      if (isOfEmit(line)) {
        lines++;
        var container = line.substring(0, line.indexOf(']'));
        long number = number(line);
        if (number != last.getOrDefault(container, 0L) + 1) {
          outOfOrder++;
        }
        last.put(container, number);
      }
    }
  }
}
