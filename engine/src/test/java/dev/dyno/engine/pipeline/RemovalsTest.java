package dev.dyno.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.runtime.BreakerPolicy;
import dev.dyno.engine.runtime.CircuitState;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.Endpoint;
import dev.dyno.engine.runtime.RuntimeFailure;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a clean-up makes of removals that fail, and of a daemon that is left in peace.
@Timeout(180)
class RemovalsTest {

  private static final TimeoutPolicy POLICY =
      TimeoutPolicy.chosenBy(Toggles.none(), Patience.usual());
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final HttpServer daemon;
  private final AtomicBoolean well = new AtomicBoolean();

  RemovalsTest() throws IOException {
    daemon = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    daemon.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(well.get() ? 200 : 503, -1);
          exchange.close();
        });
    daemon.start();
  }

  @AfterEach
  void stop() {
    daemon.stop(0);
  }

  @Test
  void a_circuit_that_is_open_is_waited_for() throws Exception {
    try (var runtime = opened(Duration.ofMillis(300))) {
      well.set(true);
      var tries = new AtomicInteger();
      var removals = new Removals(POLICY, Deadline.after(Duration.ofSeconds(60)), PAUSE);

      removals.attempt(
          "image app:1",
          soon -> {
            tries.incrementAndGet();
            runtime.ping(soon);
          });

      assertThat(removals.left()).isEmpty();
      assertThat(tries).hasValueGreaterThan(1);
    }
  }

  @Test
  void a_circuit_that_stays_open_longer_than_there_is_time_is_not_waited_for() throws Exception {
    try (var runtime = opened(Duration.ofHours(1))) {
      var removals = new Removals(POLICY, Deadline.after(Duration.ofSeconds(60)), PAUSE);

      removals.attempt("image app:1", runtime::ping);

      assertThat(removals.left()).hasSize(1);
      assertThat(removals.left().getFirst())
          .startsWith("image app:1 may still be there, look and remove it: ")
          .contains("was unavailable in 100 %", "give the pipeline a longer 'clean-up'");
    }
  }

  @Test
  void what_goes_well_after_it_failed_is_not_left() throws Exception {
    try (var runtime = ContainerRuntime.at(endpoint(), BreakerPolicy.standard())) {
      var removals = new Removals(POLICY, Deadline.after(Duration.ofSeconds(60)), PAUSE);
      removals.attempt("image a", runtime::ping);
      removals.attempt("image b", runtime::ping);
      removals.attempt("image b", runtime::ping);
      assertThat(removals.left()).hasSize(2);
      well.set(true);

      removals.attempt("image b", runtime::ping);

      assertThat(removals.left()).hasSize(1);
      assertThat(removals.left().getFirst())
          .startsWith("image a ")
          .doesNotContain("longer 'clean-up'");
    }
  }

  private Endpoint endpoint() {
    return Endpoint.parse("tcp://127.0.0.1:" + daemon.getAddress().getPort());
  }

  /// A runtime that leaves the daemon in peace.
  private ContainerRuntime opened(Duration pause) {
    var runtime = ContainerRuntime.at(endpoint(), new BreakerPolicy(1, 1, 100, pause));
    assertThatThrownBy(() -> runtime.ping(Deadline.after(Duration.ofSeconds(60))))
        .isInstanceOf(RuntimeFailure.Unavailable.class);
    assertThat(runtime.circuits().getFirst().position()).isEqualTo(CircuitState.Position.OPEN);
    return runtime;
  }
}
