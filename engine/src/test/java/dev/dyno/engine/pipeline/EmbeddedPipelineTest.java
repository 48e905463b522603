package dev.dyno.engine.pipeline;

import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.runtime.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/// On the embedded daemon.
class EmbeddedPipelineTest extends PipelineContract {

  private final EmbeddedDaemon daemon;

  EmbeddedPipelineTest(@TempDir Path store) throws IOException {
    daemon = EmbeddedDaemon.start(0, store);
  }

  @AfterAll
  void close() throws IOException {
    daemon.close();
  }

  @Override
  Endpoint endpoint() {
    return Endpoint.parse(daemon.uri().toString());
  }

  @Override
  String untilTerm() {
    return "echo ready; sleep 600";
  }
}
