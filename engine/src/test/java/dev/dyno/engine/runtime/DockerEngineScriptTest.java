package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.embedded.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The fixture `scripts/docker-engine` itself: what it starts, it ends, whatever became of it.
@Timeout(240)
class DockerEngineScriptTest {

  private static final Program SCRIPT =
      new Program(Path.of("..", "scripts", "docker-engine").toAbsolutePath().normalize(), Map.of());

  @Test
  void a_daemon_that_was_killed_leaves_no_process_no_mount_and_no_folder(@TempDir Path parent)
      throws Exception {
    var folder = parent.resolve("d");
    var started = SCRIPT.run("start", folder.toString());
    try {
      assertThat(started.exit()).as(started.output()).isZero();
      assertThat(SCRIPT.run("start", folder.toString())).isEqualTo(started);
      assertThat(SCRIPT.run("status", folder.toString())).isEqualTo(started);
      runContainer(started.output().strip(), parent);
      assertThat(processes(folder)).as("dockerd, containerd, a shim").hasSizeGreaterThan(2);
      assertThat(mounts(folder)).isNotEmpty();
      kill(Files.readString(folder.resolve("docker.pid")).strip());
      assertThat(SCRIPT.run("status", folder.toString()).exit()).isEqualTo(1);
    } finally {
      assertThat(SCRIPT.run("stop", folder.toString())).isEqualTo(new Program.Outcome(0, ""));
    }

    assertThat(processes(folder)).isEmpty();
    assertThat(mounts(folder)).isEmpty();
    assertThat(folder).doesNotExist();
    assertThat(SCRIPT.run("stop", folder.toString()).exit()).isZero();
  }

  @Test
  void it_empties_no_folder_that_is_not_its_own(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("mine"), "mine");

    var stopped = SCRIPT.run("stop", folder.toString());

    assertThat(stopped.exit()).isEqualTo(1);
    assertThat(stopped.output()).contains("is none of ours: nothing done");
    assertThat(folder.resolve("mine")).hasContent("mine");
    assertThat(SCRIPT.run("status", folder.toString()).exit()).isEqualTo(1);
    assertThat(SCRIPT.run("dance").exit()).isEqualTo(2);
  }

  private static void runContainer(String said, Path parent) throws Exception {
    var endpoint = Endpoint.docker(Map.of("DOCKER_HOST", said.replace("DOCKER_HOST=", "")));
    try (var runtime = ContainerRuntime.at(endpoint, BreakerPolicy.standard())) {
      ShellImage.on(runtime, Files.createDirectory(parent.resolve("context")));
      var soon = Deadline.after(Duration.ofSeconds(60));
      var sleeper = ContainerSpec.of(ShellImage.NAME).command("sleep", "600").network("none");
      runtime.start(runtime.create(sleeper.build(), soon), soon);
    }
  }

  private static void kill(String pid) {
    var daemon = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    daemon.destroyForcibly();
    Awaited.until("dockerd is dead", () -> !daemon.isAlive());
  }

  private static List<String> processes(Path folder) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(command -> command.contains(folder.toString()))
        .toList();
  }

  private static List<String> mounts(Path folder) throws Exception {
    return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .filter(line -> line.contains(folder.toString()))
        .toList();
  }
}
