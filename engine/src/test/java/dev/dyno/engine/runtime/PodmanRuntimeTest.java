package dev.dyno.engine.runtime;

import dev.dyno.engine.embedded.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/// What needs neither processes nor a registry, against Podman's Docker-compatible socket.
class PodmanRuntimeTest extends DaemonStand implements ImageContract {

  private final Process service;
  private final Endpoint endpoint;

  PodmanRuntimeTest(@TempDir Path store) throws Exception {
    var socket = store.resolve("podman.sock");
    service =
        new ProcessBuilder(
                Program.find("podman", "podman").file().toString(),
                "--root=" + store.resolve("root"),
                "--runroot=" + store.resolve("run"),
                "--storage-driver=vfs",
                "system",
                "service",
                "--time=0",
                "unix://" + socket)
            .redirectErrorStream(true)
            .redirectOutput(store.resolve("log").toFile())
            .start();
    Awaited.until("podman listens", () -> Files.exists(socket));
    endpoint = Endpoint.podman(Map.of("CONTAINER_HOST", "unix://" + socket));
  }

  @Override
  Endpoint endpoint() {
    return endpoint;
  }

  @AfterAll
  void stop() throws InterruptedException {
    service.destroy();
    service.waitFor();
  }
}
