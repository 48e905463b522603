package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.LimitThatLasts;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// How calls end, and what they leave behind, against a daemon that answers as a test wants.
@Timeout(180)
class CallsTest {

  private static final ContainerId ID = new ContainerId("c0ffee");
  private static final ImageReference IMAGE = ImageReference.parse("registry.test/app:1");
  private static final String FRAMES = "application/vnd.docker.raw-stream";
  private static final String JSON = "application/json";

  @TempDir Path folder;

  /// What carries the bytes.
  enum Transport {
    TCP,
    UNIX
  }

  /// One kind of call.
  @FunctionalInterface
  interface Call {
    void on(ContainerRuntime runtime, Deadline deadline) throws Exception;
  }

  static Stream<Arguments> callsOnBothTransports() {
    var calls =
        List.of(
            Arguments.of("a plain one", (Call) ContainerRuntime::ping),
            Arguments.of("a stop", (Call) (it, end) -> it.stop(ID, Duration.ofSeconds(1), end)),
            Arguments.of(
                "a stream of log frames",
                (Call) (it, end) -> it.logs(ID, LogQuery.following(), (_, _) -> {}, end)),
            Arguments.of("a wait", (Call) (it, end) -> it.await(ID, end)),
            Arguments.of("a pull", (Call) CallsTest::pull),
            Arguments.of("a push", (Call) (it, end) -> it.push(IMAGE, Optional.empty(), end)),
            Arguments.of("a build", (Call) CallsTest::build));
    return Stream.of(Transport.values())
        .flatMap(
            transport ->
                calls.stream().map(call -> Arguments.of(transport, call.get()[0], call.get()[1])));
  }

  private static void pull(ContainerRuntime runtime, Deadline deadline) throws RuntimeFailure {
    runtime.pull(IMAGE, Platform.parse("linux/amd64"), Optional.empty(), deadline);
  }

  private static void build(ContainerRuntime runtime, Deadline deadline) throws Exception {
    runtime.build(BuildSpec.of(IMAGE), new ByteArrayInputStream(new byte[1024]), deadline);
  }

  @ParameterizedTest(name = "{1} over {0}")
  @MethodSource("callsOnBothTransports")
  void a_call_that_is_never_answered_ends_at_its_deadline_and_leaves_nothing(
      Transport transport, String name, Call call) throws Exception {
    LimitThatLasts.untilBegun(
        "the request",
        limit -> {
          try (var daemon = daemon(transport, (_, wire) -> wire.untilGone());
              var runtime = runtime(daemon)) {

            assertThatExceptionOfType(RuntimeFailure.TimedOut.class)
                .as(name)
                .isThrownBy(() -> call.on(runtime, Deadline.after(limit)));

            nothingIsLeft(daemon);
            assertThat(daemon.requests()).hasSizeLessThan(2);
            return daemon.requests().size() == 1;
          }
        });
  }

  @ParameterizedTest(name = "{1} over {0}")
  @MethodSource("callsOnBothTransports")
  void a_call_whose_answer_stops_halfway_ends_at_its_deadline_and_leaves_nothing(
      Transport transport, String name, Call call) throws Exception {
    try (var daemon =
            daemon(
                transport,
                (request, wire) -> {
                  if (request.contains("_ping") || request.contains("/stop")) {
                    wire.out().write("HTTP/1.1 2".getBytes(StandardCharsets.UTF_8));
                  } else {
                    wire.chunked(request.contains("/logs") ? FRAMES : JSON);
                  }
                  wire.out().flush();
                  wire.untilGone();
                });
        var runtime = runtime(daemon)) {

      assertThatExceptionOfType(RuntimeFailure.TimedOut.class)
          .as(name)
          .isThrownBy(() -> call.on(runtime, Deadline.after(Duration.ofMillis(150))));

      nothingIsLeft(daemon);
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancellation_of_a_pull_closes_its_stream(Transport transport) throws Exception {
    var begun = new CountDownLatch(1);
    var outcome = new CompletableFuture<Throwable>();
    try (var daemon =
            daemon(
                transport,
                (_, wire) -> {
                  wire.chunked(JSON).chunk("{\"status\":\"Downloading\",\"id\":\"a\"}\n");
                  begun.countDown();
                  wire.untilGone();
                });
        var runtime = runtime(daemon)) {
      var caller =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      pull(runtime, soon());
                    } catch (RuntimeFailure failure) {
                      outcome.complete(
                          Thread.currentThread().isInterrupted() ? failure : new AssertionError());
                    }
                  });
      begun.await();
      caller.interrupt();

      assertThat(outcome.get(60, TimeUnit.SECONDS))
          .isInstanceOf(RuntimeFailure.Interrupted.class)
          .hasMessage("pull of registry.test/app:1: interrupted");
      nothingIsLeft(daemon);
    }
  }

  @Test
  void fifty_followers_never_block_a_ping_and_all_end_with_the_runtime() throws Exception {
    var followers = 50;
    var begun = new CountDownLatch(followers);
    try (var daemon =
            FakeDaemon.tcp(
                (request, wire) -> {
                  if (request.contains("_ping")) {
                    wire.plain("200 OK", "text/plain", "OK");
                  } else {
                    wire.chunked(FRAMES);
                    begun.countDown();
                    wire.untilGone();
                  }
                });
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var followed = new ArrayList<Future<?>>();
      try (var runtime = runtime(daemon)) {
        for (int i = 0; i < followers; i++) {
          followed.add(
              threads.submit(
                  () -> {
                    runtime.logs(ID, LogQuery.following(), (_, _) -> {}, soon());
                    return ID;
                  }));
        }
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(daemon.connections()).isEqualTo(followers);

        runtime.ping(soon());
      }
      for (var each : followed) {
        assertThatThrownBy(() -> each.get(60, TimeUnit.SECONDS))
            .hasCauseInstanceOf(RuntimeFailure.class);
      }
      nothingIsLeft(daemon);
    }
  }

  /// The trap that the test above would not see otherwise: a pool of connections that followers
  /// fill.
  @Test
  void followers_do_block_a_ping_where_connections_are_few() throws Exception {
    var begun = new CountDownLatch(2);
    try (var daemon =
        FakeDaemon.tcp(
            (request, wire) -> {
              if (request.contains("_ping")) {
                wire.plain("200 OK", "text/plain", "OK");
              } else {
                wire.chunked(FRAMES);
                begun.countDown();
                wire.untilGone();
              }
            })) {
      var uri = daemon.endpoint().uri();
      try (var http =
              new ApacheDockerHttpClient.Builder().dockerHost(uri).maxConnections(2).build();
          var docker = DockerClientImpl.getInstance(new DaemonConfig(uri), http);
          var one = new FrameLines((_, _) -> {});
          var two = new FrameLines((_, _) -> {})) {
        docker.logContainerCmd("one").exec(one);
        docker.logContainerCmd("two").exec(two);
        begun.await();

        assertThatExceptionOfType(TimeoutException.class)
            .isThrownBy(
                () ->
                    Deadline.after(Duration.ofMillis(300))
                        .call("ping", () -> docker.pingCmd().exec()));
      }
    }
  }

  @Test
  void calls_one_after_another_share_a_connection() throws Exception {
    try (var daemon = FakeDaemon.tcp((_, wire) -> wire.plain("200 OK", "text/plain", "OK"));
        var runtime = runtime(daemon)) {
      for (int i = 0; i < 20; i++) {
        runtime.ping(soon());
      }

      assertThat(daemon.requests()).hasSize(20);
      assertThat(daemon.connections()).isEqualTo(1);
    }
  }

  private FakeDaemon daemon(Transport transport, FakeDaemon.Script script) throws IOException {
    return switch (transport) {
      case TCP -> FakeDaemon.tcp(script);
      case UNIX -> FakeDaemon.unix(folder, script);
    };
  }

  /// Neither a connection nor a thread.
  private static void nothingIsLeft(FakeDaemon daemon) {
    Awaited.until("connections are closed", () -> daemon.connections() == 0);
    Awaited.until(
        "docker-java's threads end",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("docker-java-stream")));
  }

  private static ContainerRuntime runtime(FakeDaemon daemon) {
    return ContainerRuntime.at(daemon.endpoint(), BreakerPolicy.standard());
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }
}
