package dev.dyno.engine.runtime;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A daemon for all tests of a class; each leaves no container behind.
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(240)
abstract class DaemonStand implements OnDaemon {

  @TempDir Path folder;
  private ContainerRuntime runtime;

  /// The daemon under test.
  abstract Endpoint endpoint() throws Exception;

  @Override
  public ContainerRuntime runtime() {
    return runtime;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @BeforeAll
  void connect(@TempDir Path context) throws Exception {
    runtime = ContainerRuntime.at(endpoint(), BreakerPolicy.standard());
    ShellImage.on(runtime, context);
  }

  @AfterEach
  void removeContainers() throws Exception {
    for (var container : runtime.list(ContainerFilter.all(), soon())) {
      runtime.remove(container.id(), soon());
    }
  }

  @AfterAll
  void disconnect() throws Exception {
    runtime.close();
  }
}
