package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.runtime.CircuitState.Position;
import dev.dyno.engine.runtime.RuntimeFailure.CircuitOpen;
import dev.dyno.engine.runtime.RuntimeFailure.DaemonUnavailable;
import dev.dyno.engine.runtime.RuntimeFailure.RegistryUnavailable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When a daemon or a registry is left in peace, and when it is tried again. The clock stands until
/// a test moves it.
@Timeout(180)
class BreakerTest {

  private static final ContainerId ID = new ContainerId("c0ffee");
  private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /// Half of the last 6, once there were 4.
  private static final BreakerPolicy POLICY = new BreakerPolicy(6, 4, 50, PAUSE);

  private final HandClock clock = new HandClock();
  private final AtomicBoolean ill = new AtomicBoolean(true);

  /// A clock that is set by hand.
  private static final class HandClock extends Clock {
    private volatile Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    void advance(Duration time) {
      now = now.plus(time);
    }
  }

  @Test
  void it_opens_after_enough_operations_found_the_daemon_unavailable_and_then_asks_nothing()
      throws Exception {
    try (var daemon = daemon();
        var runtime = runtime(daemon)) {
      for (int i = 0; i < 3; i++) {
        unavailable(runtime);
      }
      assertThat(runtime.circuits().getFirst().position()).isEqualTo(Position.CLOSED);
      unavailable(runtime);
      assertThat(runtime.circuits())
          .containsExactly(
              new CircuitState("daemon " + daemon.endpoint(), Position.OPEN, Optional.of(START)));
      var asked = daemon.requests().size();
      clock.advance(Duration.ofSeconds(2));

      var failure = catchThrowableOfType(CircuitOpen.class, () -> runtime.start(ID, soon()));

      assertThat(failure)
          .hasMessage(
              "start of c0ffee: not tried: the daemon %s was unavailable in 50 %% of its last operations or more; it is left alone since 2026-01-01T10:00:00Z, and will be tried again from 2026-01-01T10:00:05Z, in 3000 ms"
                  .formatted(daemon.endpoint()));
      assertThat(failure.of()).isEqualTo("daemon " + daemon.endpoint());
      assertThat(failure.since()).isEqualTo(START);
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
      assertThat(daemon.requests()).hasSize(asked);
    }
  }

  @Test
  void half_open_tries_a_ping_and_closes_when_it_is_answered() throws Exception {
    try (var daemon = daemon();
        var runtime = runtime(daemon)) {
      open(runtime);
      var asked = daemon.requests().size();
      ill.set(false);
      clock.advance(PAUSE.plusMillis(1));

      runtime.start(ID, soon());

      assertThat(daemon.requests().subList(asked, daemon.requests().size()))
          .containsExactly("GET /_ping", "POST /containers/c0ffee/start");
      assertThat(runtime.circuits().getFirst())
          .isEqualTo(
              new CircuitState(
                  "daemon " + daemon.endpoint(),
                  Position.CLOSED,
                  Optional.of(START.plus(PAUSE).plusMillis(1))));
    }
  }

  @Test
  void half_open_opens_again_when_the_ping_fails_and_the_operation_is_not_tried() throws Exception {
    try (var daemon = daemon();
        var runtime = runtime(daemon)) {
      open(runtime);
      clock.advance(PAUSE.plusMillis(1));
      var asked = daemon.requests().size();

      assertThatExceptionOfType(DaemonUnavailable.class)
          .isThrownBy(() -> runtime.start(ID, soon()));

      assertThat(daemon.requests().subList(asked, daemon.requests().size()))
          .isNotEmpty()
          .containsOnly("GET /_ping");
      var failure = catchThrowableOfType(CircuitOpen.class, () -> runtime.start(ID, soon()));
      assertThat(failure.since()).isEqualTo(START.plus(PAUSE).plusMillis(1));
      assertThat(failure.retryAfter()).contains(PAUSE);
    }
  }

  @Test
  void half_open_lets_others_know_that_it_is_being_tried() throws Exception {
    var probing = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    try (var daemon =
            FakeDaemon.tcp(
                (request, wire) -> {
                  if (ill.get()) {
                    throw new IOException("ill");
                  }
                  probing.countDown();
                  go.await();
                  wire.plain("200 OK", "text/plain", "OK");
                });
        var runtime = runtime(daemon)) {
      open(runtime);
      ill.set(false);
      clock.advance(PAUSE.plusMillis(1));
      var first = CompletableFuture.supplyAsync(() -> pinged(runtime));
      assertThat(probing.await(60, TimeUnit.SECONDS)).isTrue();

      assertThatExceptionOfType(CircuitOpen.class)
          .isThrownBy(() -> runtime.ping(soon()))
          .withMessageContaining("is being tried again just now")
          .matches(failure -> failure.retryAfter().isEmpty());

      go.countDown();
      assertThat(first.get(60, TimeUnit.SECONDS)).isTrue();
      runtime.ping(soon());
    }
  }

  @Test
  void only_failures_that_pass_count() throws Exception {
    try (var daemon =
            FakeDaemon.tcp(
                (request, wire) -> {
                  switch (request) {
                    case "GET /containers/none/json" ->
                        wire.plain("404 Not Found", "application/json", "{\"message\":\"none\"}");
                    case "GET /containers/bad/json" ->
                        wire.plain("500 Oh", "application/json", "{\"message\":\"bug\"}");
                    default -> wire.untilGone();
                  }
                });
        var runtime = runtime(daemon)) {
      for (int i = 0; i < 10; i++) {
        assertThatExceptionOfType(RuntimeFailure.NotFound.class)
            .isThrownBy(() -> runtime.inspect(new ContainerId("none"), soon()));
        assertThatExceptionOfType(RuntimeFailure.Failed.class)
            .isThrownBy(() -> runtime.inspect(new ContainerId("bad"), soon()));
        assertThatExceptionOfType(RuntimeFailure.TimedOut.class)
            .isThrownBy(() -> runtime.ping(Deadline.after(Duration.ofMillis(20))));
      }
      assertThat(runtime.circuits().getFirst().position()).isEqualTo(Position.CLOSED);
    }
  }

  @Test
  void an_operation_that_timed_out_counts_neither_way() throws Exception {
    try (var daemon =
            FakeDaemon.tcp(
                (request, wire) -> {
                  if (request.contains("/start")) {
                    throw new IOException("ill");
                  }
                  wire.untilGone();
                });
        var runtime = runtime(daemon)) {
      for (int i = 0; i < POLICY.least(); i++) {
        unavailable(runtime);
        for (int late = 0; late < POLICY.window(); late++) {
          assertThatExceptionOfType(RuntimeFailure.class)
              .isThrownBy(() -> runtime.images(Deadline.after(Duration.ofMillis(10))))
              .isNotInstanceOf(DaemonUnavailable.class);
        }
      }
      assertThat(runtime.circuits().getFirst().position()).isEqualTo(Position.OPEN);
    }
  }

  @Test
  void old_failures_are_forgotten() throws Exception {
    try (var daemon = daemon();
        var runtime = runtime(daemon)) {
      for (int i = 0; i < 20; i++) {
        ill.set(i % 3 == 2);
        if (ill.get()) {
          unavailable(runtime);
        } else {
          runtime.start(ID, soon());
        }
      }
      assertThat(runtime.circuits().getFirst().position()).isEqualTo(Position.CLOSED);
    }
  }

  @Test
  void a_registry_that_is_down_keeps_nothing_but_its_own_images_away() throws Exception {
    var down = ImageReference.parse("down.test/app:1");
    var up = ImageReference.parse("up.test/app:1");
    try (var daemon =
            FakeDaemon.tcp(
                (request, wire) -> {
                  if (request.contains("down.test") && ill.get()) {
                    wire.plain(
                        "500 Oh",
                        "application/json",
                        "{\"message\":\"Get https://down.test/v2/: connect: connection refused\"}");
                  } else if (request.contains("/images/create")) {
                    wire.chunked("application/json").chunk("{\"status\":\"Status: ok\"}\n");
                    wire.end();
                  } else {
                    wire.plain("200 OK", "text/plain", "OK");
                  }
                });
        var runtime = runtime(daemon)) {
      for (int i = 0; i < 4; i++) {
        assertThatExceptionOfType(RegistryUnavailable.class).isThrownBy(() -> pull(runtime, down));
      }

      assertThatExceptionOfType(CircuitOpen.class)
          .isThrownBy(() -> pull(runtime, down))
          .withMessageContaining("the registry down.test was unavailable");
      pull(runtime, up);
      runtime.ping(soon());
      assertThat(runtime.circuits())
          .extracting(CircuitState::of, CircuitState::position)
          .contains(
              org.assertj.core.groups.Tuple.tuple("registry down.test", Position.OPEN),
              org.assertj.core.groups.Tuple.tuple("registry up.test", Position.CLOSED));

      ill.set(false);
      clock.advance(PAUSE.plusMillis(1));
      pull(runtime, down);
      pull(runtime, down);
    }
  }

  @Test
  void a_daemon_that_is_not_there_says_what_to_look_at() throws Exception {
    Endpoint nowhere;
    try (var daemon = daemon()) {
      nowhere = daemon.endpoint();
    }
    try (var runtime = ContainerRuntime.at(nowhere, POLICY)) {
      assertThatExceptionOfType(DaemonUnavailable.class)
          .isThrownBy(() -> runtime.ping(soon()))
          .withMessageContainingAll("ping: the daemon cannot be reached", "see whether it runs");
    }
  }

  private void unavailable(ContainerRuntime runtime) {
    assertThatExceptionOfType(DaemonUnavailable.class).isThrownBy(() -> runtime.start(ID, soon()));
  }

  private void open(ContainerRuntime runtime) {
    for (int i = 0; i < POLICY.least(); i++) {
      unavailable(runtime);
    }
    assertThat(runtime.circuits().getFirst().position()).isEqualTo(Position.OPEN);
  }

  private static boolean pinged(ContainerRuntime runtime) {
    try {
      runtime.ping(soon());
      return true;
    } catch (RuntimeFailure failure) {
      throw new AssertionError(failure);
    }
  }

  private static void pull(ContainerRuntime runtime, ImageReference image) throws RuntimeFailure {
    runtime.pull(image, Platform.parse("linux/amd64"), Optional.empty(), soon());
  }

  /// Breaks off while it is ill.
  private FakeDaemon daemon() throws IOException {
    return FakeDaemon.tcp(
        (_, wire) -> {
          if (ill.get()) {
            throw new IOException("ill");
          }
          wire.plain("204 No Content", "text/plain", "");
        });
  }

  private ContainerRuntime runtime(FakeDaemon daemon) {
    return ContainerRuntime.at(daemon.endpoint(), POLICY, clock);
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }
}
