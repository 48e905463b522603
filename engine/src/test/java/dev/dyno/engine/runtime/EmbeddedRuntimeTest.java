package dev.dyno.engine.runtime;

import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/// All contracts that need no real processes, against the embedded daemon.
class EmbeddedRuntimeTest extends DaemonStand
    implements ContainerContract, ProcessContract, CopyContract, ImageContract, RegistryContract {

  private final EmbeddedDaemon daemon;

  EmbeddedRuntimeTest(@TempDir Path store) throws IOException {
    daemon = EmbeddedDaemon.start(0, store);
  }

  @Override
  Endpoint endpoint() {
    return Endpoint.parse(daemon.uri().toString());
  }

  @AfterAll
  void stop() throws IOException {
    daemon.close();
  }
}
