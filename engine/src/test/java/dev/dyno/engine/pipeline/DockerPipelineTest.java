package dev.dyno.engine.pipeline;

import dev.dyno.engine.runtime.DockerEngine;
import dev.dyno.engine.runtime.Endpoint;
import org.junit.jupiter.api.extension.ExtendWith;

/// On a real dockerd.
@ExtendWith(DockerEngine.class)
class DockerPipelineTest extends PipelineContract {

  private final Endpoint endpoint;

  DockerPipelineTest(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  Endpoint endpoint() {
    return endpoint;
  }

  /// The kernel keeps signals without a handler from a first process, so that it needs one.
  @Override
  String untilTerm() {
    return "trap 'exit 143' TERM; echo ready; while true; do sleep 0.1; done";
  }
}
