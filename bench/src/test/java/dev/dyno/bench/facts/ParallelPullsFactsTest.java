package dev.dyno.bench.facts;

import static dev.dyno.profiles.assertions.ProfileAssertions.assertThat;
import static dev.dyno.profiles.jfr.Fact.VIRTUAL_THREADS_PINNED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.Engine;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.embedded.registry.SyntheticImage;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import dev.dyno.profiles.jfr.EventCapture;
import dev.dyno.profiles.jfr.Exact;
import dev.dyno.profiles.junit.Profiled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Six images, from the embedded registry to the embedded daemon, which live in this JVM too: so
/// only what the engine's own code does is counted.
class ParallelPullsFactsTest {

  private static final int IMAGES = 6;
  private static final String ENSURE = "dev.dyno.engine.image.SingleImage::ensure";
  private static final String AT_ONCE = "dev.dyno.engine.image.SeveralAtOnce::one";
  private static final Platform PLATFORM = Platform.parse("linux/amd64");

  @TempDir Path folder;

  @Test
  @Profiled(
      value = VIRTUAL_THREADS_PINNED,
      calls = {ENSURE, AT_ONCE})
  void parallel_pulls_pull_each_image_once_in_a_task_of_its_own(EventCapture capture)
      throws Exception {
    try (var registry = EmbeddedRegistry.start(0, folder.resolve("registry"));
        var daemon = EmbeddedDaemon.start(0, folder.resolve("daemon"))) {
      var names = seed(registry);
      var compared =
          Sides.of(
              Optimization.PARALLEL_PULLS,
              toggles -> engine(daemon, toggles),
              capture,
              engine -> {
                engine.ensureImages(names, PLATFORM, limit());
                for (var name : names) {
                  engine.runtime().remove(name, limit());
                }
              });

      var ensure = Exact.calls(ENSURE);
      assertThat(compared.baseline().facts(ensure)).perOperation(IMAGES).hasCount(1);
      assertThat(compared).on(ensure).isUnchanged();
      assertThat(compared).on(VIRTUAL_THREADS_PINNED).doesNotRise();
      var atOnce = Exact.calls(AT_ONCE);
      assertThat(compared.baseline().facts(atOnce)).isEmpty();
      assertThat(compared.candidate().facts(atOnce)).perOperation(IMAGES).hasCount(1);
      Sides.holds(compared.swapped(), both -> assertThat(both).on(atOnce).fallsByAtLeast(100));
      assertThat(registry.counters().bytesSent()).isPositive();
    }
  }

  private static List<ImageReference> seed(EmbeddedRegistry registry) throws Exception {
    var names = new ArrayList<ImageReference>();
    for (int i = 0; i < IMAGES; i++) {
      registry.seed(new SyntheticImage("facts/image" + i, "1", List.of(PLATFORM), 1, 4_096, 0, i));
      names.add(ImageReference.parse("%s/facts/image%d:1".formatted(registry.host(), i)));
    }
    return names;
  }

  private static Engine engine(EmbeddedDaemon daemon, Toggles toggles) {
    var nobody =
        new RegistryAccounts(
            Map.of(), new DockerConfig(Path.of("absent"), Optional.empty()), Map.of());
    return Engine.of(daemon.uri(), toggles, nobody);
  }

  private static Deadline limit() {
    return Deadline.after(Duration.ofMinutes(1));
  }
}
