package dev.dyno.engine.leak;

import static dev.dyno.profiles.assertions.ProfileAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.lifecycle.Capacity;
import dev.dyno.engine.lifecycle.Job;
import dev.dyno.engine.lifecycle.Workers;
import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.logs.LogFormat;
import dev.dyno.engine.logs.Terminal;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.registry.RegistryAuth;
import dev.dyno.engine.toggle.Toggles;
import dev.dyno.profiles.leak.Growth;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// 10,000 lifecycles of the engine's parts leave no thread, no descriptor and no object behind.
class LifecycleLeakTest {

  private static final int LIFECYCLES = 10_000;
  private static final Capacity ONE_WORKER = new Capacity(1, 10);

  /// Each lifecycle asks for the login of another registry, so that what is kept of them must have
  /// a bound.
  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  void ten_thousand_lifecycles_leave_nothing_behind(String toggled) throws Exception {
    var toggles = Toggles.parse(toggled);
    var auth = RegistryAuth.chosenBy(toggles, nobody());
    var buffers = Buffers.chosenBy(toggles);
    var number = new AtomicInteger();

    assertThat(
            Growth.over(
                LIFECYCLES,
                () -> {
                  int each = number.incrementAndGet();
                  assertThat(auth.login("registry%d.test".formatted(each))).isEmpty();
                  try (var lease = buffers.lease()) {
                    lease.bytes()[0] = 1;
                  }
                  try (var log = log(toggles, LogFormat.PROGRESS)) {
                    var routine = log.open("[build]");
                    routine.line("line");
                    routine.done();
                  }
                  try (var workers = workers(toggles)) {
                    var name = "container" + each;
                    var pending = workers.submit(new Job.Start<>(name, _ -> name), limit());
                    assertThat(pending.await()).isEqualTo(name);
                  }
                }))
        .isNone();
    assertThat(buffers.lent()).isZero();
  }

  /// The controls: what is not ended is found, by its name.
  @Test
  void routines_that_never_end_are_found() throws Exception {
    try (var log = log(Toggles.none(), LogFormat.PROGRESS)) {
      var growth = Growth.over(800, () -> log.open("[build]"));

      assertThat(growth.leaks().stream().map(Growth.Leak::what))
          .contains("dev.dyno.engine.logs.PlainLogEntry");
    }
  }

  @Test
  void pools_that_are_not_closed_are_found() throws Exception {
    var toggles = Toggles.parse("worker-pool");
    var open = new ArrayList<Workers>();
    var number = new AtomicInteger();
    try {
      var growth =
          Growth.over(
              400,
              () -> {
                if (number.incrementAndGet() % 25 == 0) {
                  open.add(workers(toggles));
                }
              });

      assertThat(growth.leaks().stream().map(Growth.Leak::what))
          .contains("platform threads", "dev.dyno.engine.lifecycle.WorkerPool");
    } finally {
      open.forEach(Workers::close);
    }
  }

  private static LogAggregator log(Toggles toggles, LogFormat format) {
    var nowhere = Terminal.file(OutputStream.nullOutputStream());
    return LogAggregator.start(toggles, format, nowhere, InstantSource.system());
  }

  private static Workers workers(Toggles toggles) {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    return Workers.chosenBy(toggles, policy, ONE_WORKER);
  }

  private static RegistryAccounts nobody() {
    return new RegistryAccounts(
        Map.of(), new DockerConfig(Path.of("absent"), Optional.empty()), Map.of());
  }

  private static Deadline limit() {
    return Deadline.after(Duration.ofMinutes(1));
  }
}
