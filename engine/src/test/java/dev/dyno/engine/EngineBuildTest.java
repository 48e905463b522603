package dev.dyno.engine;

import static dev.dyno.engine.toggle.Optimization.DYNAMIC_TIMEOUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.runtime.FakeDaemon;
import dev.dyno.engine.runtime.RuntimeFailure;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How long the engine gives a build: a quarter of an hour with `dynamic-timeouts`, here scaled to
/// 90 ms, and no limit of its own without.
@Timeout(180)
class EngineBuildTest {

  private static final Patience SCALED = Patience.usual().scaled(1e-4);
  private static final ImageReference NAME = ImageReference.parse("app:1");

  @TempDir Path folder;

  @EveryToggle(DYNAMIC_TIMEOUTS)
  void a_build_that_hangs_ends_at_the_policys_limit_where_there_is_one(Toggles toggles)
      throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");
    boolean limited = toggles.has(DYNAMIC_TIMEOUTS);
    var whole = Deadline.after(limited ? Duration.ofMinutes(2) : Duration.ofSeconds(1));

    try (var daemon = FakeDaemon.tcp((_, wire) -> wire.untilGone());
        var engine = engine(daemon, toggles)) {
      assertThatExceptionOfType(RuntimeFailure.TimedOut.class)
          .isThrownBy(() -> engine.build(folder, NAME, whole));
    }

    assertThat(whole.passed()).as("the deadline of the whole").isEqualTo(!limited);
  }

  private Engine engine(FakeDaemon daemon, Toggles toggles) throws IOException {
    var nobody =
        new RegistryAccounts(
            Map.of(), new DockerConfig(folder.resolve("absent"), Optional.empty()), Map.of());
    return Engine.of(daemon.endpoint(), toggles, nobody, Metrics.none(), SCALED);
  }
}
