package dev.dyno.engine.runtime;

import org.junit.jupiter.api.extension.ExtendWith;

/// All contracts against a real dockerd.
@ExtendWith(DockerEngine.class)
class DockerRuntimeTest extends DaemonStand
    implements ContainerContract,
        ProcessContract,
        CopyContract,
        ImageContract,
        RegistryContract,
        RealProcessContract {

  private final Endpoint endpoint;

  DockerRuntimeTest(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  Endpoint endpoint() {
    return endpoint;
  }
}
