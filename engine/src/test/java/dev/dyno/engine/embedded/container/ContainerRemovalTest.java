package dev.dyno.engine.embedded.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.dyno.engine.embedded.container.program.Signal;
import dev.dyno.engine.registry.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ContainerRemovalTest {

  private static final int ATTEMPTS = 1_000;

  @TempDir Path folder;

  /// The program may end before anybody waits for it, and then nothing is interrupted: so until it
  /// does not.
  @Test
  void a_removal_that_was_interrupted_can_be_tried_again() throws Exception {
    try (var containers = Containers.in(folder.resolve("containers"))) {
      var container = interruptedWhileRemoved(containers);

      container.remove(true);
      assertThat(containers.all()).isEmpty();
      assertThat(container.whenRemoved()).isDone();
    }
  }

  private static Container interruptedWhileRemoved(Containers containers) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var container = containers.create(Optional.empty(), sleeper(), image());
      container.start();
      Thread.currentThread().interrupt();
      try {
        container.remove(true);
      } catch (InterruptedException early) {
        return container;
      } finally {
        var _ = Thread.interrupted();
      }
    }
    throw new AssertionError("none of %d removals was interrupted".formatted(ATTEMPTS));
  }

  private static ContainerSpec sleeper() {
    var nothing = JsonNodeFactory.instance.objectNode();
    return new ContainerSpec(
        List.of("sleep", "600"),
        false,
        "/",
        Signal.TERM,
        Duration.ofSeconds(1),
        false,
        Map.of(),
        nothing,
        nothing);
  }

  private static ContainerImage image() {
    return new ContainerImage(
        "none:1",
        Digest.sha256(new byte[0]),
        JsonNodeFactory.instance.objectNode(),
        List.of(),
        () -> {});
  }
}
