package dev.dyno.engine.lifecycle;

import static dev.dyno.engine.toggle.Optimization.PARALLEL_PULLS;
import static dev.dyno.engine.toggle.Optimization.WORKER_POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.LimitThatLasts;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.embedded.fault.Fault;
import dev.dyno.engine.embedded.fault.FaultPlan;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.latency.Spread;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.embedded.registry.SyntheticImage;
import dev.dyno.engine.image.EnsureException;
import dev.dyno.engine.image.ImageEnsure;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.registry.RegistryAuth;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How long a pull may take that somebody gave a limit, over real HTTP.
@Timeout(180)
class PullLimitTest {

  private static final Platform PLATFORM = Platform.parse("linux/amd64");

  @TempDir Path folder;
  private EmbeddedRegistry registry;
  private EmbeddedDaemon daemon;
  private ContainerRuntime runtime;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start(0, folder.resolve("registry"));
    daemon = EmbeddedDaemon.start(0, folder.resolve("daemon"));
    runtime = ContainerRuntime.at(daemon.uri());
  }

  @AfterEach
  void stop() throws IOException {
    runtime.close();
    daemon.close();
    registry.close();
  }

  /// Three pulls have all permits for longer than the fourth's limit, and it has a worker already.
  @Test
  void time_in_the_queue_of_pulls_does_not_count() throws Exception {
    LimitThatLasts.untilBegun("a pull", this::waitForPermitDoesNotCount);
  }

  /// @return whether the limit was enough for a pull that nobody holds up
  private boolean waitForPermitDoesNotCount(Duration own) throws Exception {
    try (var operations = new Operations(Toggles.parse("parallel-pulls,worker-pool"));
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      hold("held.*");
      for (int i = 0; i < 3; i++) {
        var held = seed("held%d-%d".formatted(own.toMillis(), i));
        var _ = callers.submit(() -> operations.pull(held, TimeLimit.usual()));
      }
      Eventually.isTrue("three pulls have begun", () -> operations.ensure.inFlight() == 3);
      var waiting = seed("waiting");
      var fourth = callers.submit(() -> operations.pull(waiting, TimeLimit.instead(own)));
      Eventually.isTrue("it has a worker", () -> operations.workers.counts().running() == 4);
      Eventually.isTrue("its limit passed twice", Deadline.after(own.multipliedBy(2))::passed);

      assertThat(fourth.isDone()).as("given up while it waited").isFalse();
      registry.faults().clear();

      try {
        assertThat(fourth.get()).isEqualTo(waiting);
        return true;
      } catch (ExecutionException failed) {
        assertThat(failed).hasCauseInstanceOf(JobFailure.TimedOut.class);
        return false;
      }
    }
  }

  @EveryToggle({PARALLEL_PULLS, WORKER_POOL})
  void a_pull_that_hangs_ends_at_its_limit_and_is_told_as_late(Toggles toggles) throws Exception {
    var image = seed("held");
    hold("held");
    try (var operations = new Operations(toggles)) {
      assertThatExceptionOfType(JobFailure.TimedOut.class)
          .isThrownBy(() -> operations.pull(image, TimeLimit.instead(Duration.ofMillis(200))))
          .withCauseInstanceOf(EnsureException.class);
    }
  }

  @Test
  void a_daemon_that_is_closed_has_let_go_of_what_it_downloaded() throws Exception {
    var image = seed("held");
    registry
        .faults()
        .use(FaultPlan.of(Fault.at(Place.REGISTRY, new What.HangInBody(100)).on("blob-get")));
    var incoming = folder.resolve("daemon").resolve("incoming");
    try (var callers = Executors.newVirtualThreadPerTaskExecutor();
        var operations = new Operations(Toggles.parse("none"))) {
      var pull = callers.submit(() -> operations.pull(image, TimeLimit.usual()));
      Eventually.isTrue("a download has its file", () -> !empty(incoming));

      daemon.close();

      assertThat(incoming).isEmptyDirectory();
      assertThatExceptionOfType(ExecutionException.class).isThrownBy(pull::get);
    }
  }

  private static boolean empty(Path folder) {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void hold(String images) {
    var hour = new What.Latency(Spread.fixed(Duration.ofHours(1)), 0);
    registry
        .faults()
        .use(FaultPlan.of(Fault.at(Place.REGISTRY, hour).on("blob-get").onImage(images)));
  }

  private ImageReference seed(String name) throws IOException {
    registry.seed(
        new SyntheticImage(name, "1", List.of(PLATFORM), 1, 20_000, 0.5, name.hashCode()));
    return ImageReference.parse("%s/%s:1".formatted(registry.host(), name));
  }

  private final class Operations implements AutoCloseable {
    private final Workers workers;
    private final ImageEnsure ensure;
    private final ImageOperations images;

    Operations(Toggles toggles) throws IOException {
      var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
      var nobody =
          new RegistryAccounts(
              Map.of(), new DockerConfig(folder.resolve("absent"), Optional.empty()), Map.of());
      var auth = RegistryAuth.chosenBy(toggles, nobody);
      workers = Workers.chosenBy(toggles, policy);
      ensure = ImageEnsure.chosenBy(toggles, runtime, auth, policy);
      images =
          new ImageOperations(
              workers,
              runtime,
              ensure,
              auth,
              BuildContext.chosenBy(toggles, Buffers.chosenBy(toggles)));
    }

    ImageReference pull(ImageReference image, TimeLimit limit) throws Exception {
      return images.pull(image, PLATFORM, limit, Deadline.after(Duration.ofSeconds(60))).await();
    }

    @Override
    public void close() {
      workers.close();
    }
  }
}
