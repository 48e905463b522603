package dev.dyno.engine.image;

import static dev.dyno.engine.toggle.Optimization.PARALLEL_PULLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.registry.RegistryAuth;
import dev.dyno.engine.runtime.BreakerPolicy;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.FakeDaemon;
import dev.dyno.engine.runtime.RuntimeFailure;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which pulls are tried again, and when, against a daemon that answers as a test wants.
@Timeout(180)
class PullRetryTest {

  private static final ImageReference IMAGE = ImageReference.parse("registry.test/app:1");
  private static final String GOOD = "{\"status\":\"Status: Downloaded newer image\"}\n";

  @TempDir Path folder;
  private final Queue<Long> pulls = new ConcurrentLinkedQueue<>();

  @EveryToggle(PARALLEL_PULLS)
  void a_registry_is_left_in_peace_for_as_long_as_it_asks(Toggles toggles) throws Exception {
    var busy = error("toomanyrequests: retry-after: 400ms, allowed: 1/minute");

    try (var daemon = daemon(busy, GOOD)) {
      ensure(toggles, daemon, Duration.ofSeconds(30));
    }

    assertThat(pulls).hasSize(2);
    assertThat(pulls.remove() + Duration.ofMillis(400).toNanos()).isLessThan(pulls.remove());
  }

  @EveryToggle(PARALLEL_PULLS)
  void who_asks_for_more_than_there_is_until_the_deadline_is_not_asked_again(Toggles toggles)
      throws Exception {
    try (var daemon = daemon(error("toomanyrequests: retry-after: 1h"), GOOD)) {
      var failure =
          catchThrowableOfType(
              EnsureException.class, () -> ensure(toggles, daemon, Duration.ofSeconds(30)));

      assertThat(failure.failures().getFirst().cause())
          .isInstanceOf(RuntimeFailure.RegistryUnavailable.class);
    }
    assertThat(pulls).hasSize(1);
  }

  @EveryToggle(PARALLEL_PULLS)
  void what_does_not_pass_is_not_tried_again(Toggles toggles) throws Exception {
    for (var message : List.of("manifest unknown", "unauthorized: who are you", "no space left")) {
      pulls.clear();
      try (var daemon = daemon(error(message), GOOD)) {
        assertThat(
                catchThrowableOfType(
                    EnsureException.class, () -> ensure(toggles, daemon, Duration.ofSeconds(30))))
            .hasMessageContaining(message);
      }
      assertThat(pulls).as(message).hasSize(1);
    }
  }

  @EveryToggle(PARALLEL_PULLS)
  void what_never_passes_is_given_up_after_four_attempts(Toggles toggles) throws Exception {
    var eof = error("unexpected EOF");
    try (var daemon = daemon(eof, eof, eof, eof, GOOD)) {
      assertThat(
              catchThrowableOfType(
                  EnsureException.class, () -> ensure(toggles, daemon, Duration.ofSeconds(30))))
          .hasMessageContaining("unexpected EOF");
    }
    assertThat(pulls).hasSize(4);
  }

  private void ensure(Toggles toggles, FakeDaemon daemon, Duration time) throws Exception {
    var accounts =
        new RegistryAccounts(
            Map.of(), new DockerConfig(folder.resolve("absent"), Optional.empty()), Map.of());
    try (var runtime = ContainerRuntime.at(daemon.endpoint(), BreakerPolicy.standard())) {
      ImageEnsure.chosenBy(
              toggles,
              runtime,
              RegistryAuth.chosenBy(toggles, accounts),
              TimeoutPolicy.chosenBy(toggles, Patience.usual()))
          .ensure(List.of(IMAGE), Platform.host(), Deadline.after(time));
    }
  }

  /// Has no image, and answers pulls in this order.
  private FakeDaemon daemon(String... answers) throws IOException {
    var left = new ConcurrentLinkedQueue<>(List.of(answers));
    return FakeDaemon.tcp(
        (request, wire) -> {
          if (request.contains("/images/create")) {
            pulls.add(System.nanoTime());
            wire.chunked("application/json").chunk(left.remove());
            wire.end();
          } else {
            wire.plain("200 OK", "application/json", "[]");
          }
        });
  }

  private static String error(String message) {
    return "{\"errorDetail\":{\"message\":\"%1$s\"},\"error\":\"%1$s\"}\n".formatted(message);
  }
}
