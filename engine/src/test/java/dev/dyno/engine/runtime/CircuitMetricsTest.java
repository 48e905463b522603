package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.metrics.MetricsServer;
import dev.dyno.engine.metrics.Prometheus;
import dev.dyno.engine.metrics.Scrape;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The gauges of breakers follow real ones, over HTTP on both sides.
@Timeout(180)
class CircuitMetricsTest {

  private static final BreakerPolicy POLICY = new BreakerPolicy(6, 4, 50, Duration.ofSeconds(5));

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T10:00:00Z"));
  private final Clock clock = new SetClock(now::get);
  private final AtomicBoolean ill = new AtomicBoolean(true);
  private final CountDownLatch probing = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  @Test
  void the_daemons_circuit_opens_is_tried_and_closes() throws Exception {
    try (var prometheus = new Prometheus();
        var server = MetricsServer.start(0, prometheus);
        var daemon = FakeDaemon.tcp((_, wire) -> answer(wire));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var runtime = ContainerRuntime.at(daemon.endpoint(), POLICY, clock, prometheus.metrics());
      states(server, "daemon", 1, 0, 0);
      for (int i = 0; i < POLICY.least(); i++) {
        states(server, "daemon", 1, 0, 0);
        assertThatExceptionOfType(RuntimeFailure.DaemonUnavailable.class)
            .isThrownBy(() -> runtime.ping(soon()));
      }
      states(server, "daemon", 0, 1, 0);
      assertThatExceptionOfType(RuntimeFailure.CircuitOpen.class)
          .isThrownBy(() -> runtime.version(soon()));

      ill.set(false);
      now.updateAndGet(it -> it.plus(POLICY.pause()).plusMillis(1));
      var tried =
          threads.submit(
              () -> {
                runtime.ping(soon());
                return true;
              });
      assertThat(probing.await(60, TimeUnit.SECONDS)).isTrue();
      states(server, "daemon", 0, 0, 1);
      go.countDown();
      assertThat(tried.get(60, TimeUnit.SECONDS)).isTrue();
      states(server, "daemon", 1, 0, 0);

      var seen = Scrape.of(server.uri());
      assertThat(operations(seen, "ping", "unavailable")).isEqualTo(POLICY.least());
      assertThat(operations(seen, "version", "circuit_open")).isEqualTo(1);
      assertThat(operations(seen, "probe", "ok")).isEqualTo(1);
      assertThat(operations(seen, "ping", "ok")).isEqualTo(1);
      runtime.close();
      assertThat(Scrape.of(server.uri()).has("dyno_circuits")).isFalse();
    }
  }

  @Test
  void a_registrys_circuit_is_counted_without_its_name() throws Exception {
    try (var prometheus = new Prometheus();
        var server = MetricsServer.start(0, prometheus);
        var daemon =
            FakeDaemon.tcp(
                (_, wire) ->
                    wire.plain(
                        "500 Oh",
                        "application/json",
                        "{\"message\":\"connect: connection refused\"}"));
        var runtime = ContainerRuntime.at(daemon.endpoint(), POLICY, clock, prometheus.metrics())) {
      states(server, "registry", 0, 0, 0);
      for (int i = 0; i < POLICY.least(); i++) {
        assertThatExceptionOfType(RuntimeFailure.RegistryUnavailable.class)
            .isThrownBy(
                () ->
                    runtime.pull(
                        ImageReference.parse("down.test/app:1"),
                        Platform.parse("linux/amd64"),
                        Optional.empty(),
                        soon()));
      }
      states(server, "registry", 0, 1, 0);
      states(server, "daemon", 1, 0, 0);
      assertThat(prometheus.scrape()).doesNotContain("down.test").doesNotContain("app");
    }
  }

  private void answer(FakeDaemon.Wire wire) throws Exception {
    if (ill.get()) {
      throw new IOException("ill");
    }
    probing.countDown();
    go.await();
    wire.plain("200 OK", "text/plain", "OK");
  }

  private static double operations(Scrape seen, String operation, String outcome) {
    return seen.value("dyno_operation_seconds_count", "operation", operation, "outcome", outcome);
  }

  private static void states(MetricsServer server, String of, int closed, int open, int half)
      throws Exception {
    var seen = Scrape.of(server.uri());
    assertThat(seen.value("dyno_circuits", "of", of, "state", "closed")).isEqualTo(closed);
    assertThat(seen.value("dyno_circuits", "of", of, "state", "open")).isEqualTo(open);
    assertThat(seen.value("dyno_circuits", "of", of, "state", "half_open")).isEqualTo(half);
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }

  /// A clock that tells what it is told.
  private static final class SetClock extends Clock {
    private final InstantSource source;

    SetClock(InstantSource source) {
      this.source = source;
    }

    @Override
    public Instant instant() {
      return source.instant();
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
