package dev.dyno.engine.lifecycle;

import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.runtime.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/// On the embedded daemon.
class EmbeddedContainerTest extends ContainerContract {

  private final EmbeddedDaemon daemon;

  EmbeddedContainerTest(@TempDir Path folder) throws IOException {
    daemon = EmbeddedDaemon.start(0, folder);
  }

  @Override
  Endpoint endpoint() {
    return Endpoint.parse(daemon.uri().toString());
  }

  @Override
  String untilTerm() {
    return "echo ready; sleep 60";
  }

  @AfterAll
  void stop() throws IOException {
    daemon.close();
  }
}
