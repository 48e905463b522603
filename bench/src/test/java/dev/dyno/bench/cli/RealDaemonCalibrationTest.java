package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.embedded.latency.LatencyFile;
import dev.dyno.engine.embedded.latency.Operation;
import dev.dyno.engine.runtime.ContainerFilter;
import dev.dyno.engine.runtime.ContainerRuntime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calibrates a real dockerd, in a process of its own. Asserts an order and what is left, no time.
@Timeout(400)
class RealDaemonCalibrationTest {
  private static final Path SCRIPT =
      Path.of("..", "scripts", "docker-engine").toAbsolutePath().normalize();

  // Below /tmp itself: the path of a socket must be short.
  private Path folder;
  private String host;

  @BeforeEach
  void startDocker() throws Exception {
    folder = Files.createTempDirectory("dyno-cal");
    var said = folder.resolve("said");
    var dir = folder.resolve("docker").toString();
    int exit =
        OwnProgram.await(
            new ProcessBuilder(SCRIPT.toString(), "start", dir)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile()));
    assertThat(exit).as(Files.readString(said)).isZero();
    host = Files.readString(said).strip().replace("DOCKER_HOST=", "");
  }

  @AfterEach
  void stopDocker() throws Exception {
    var dir = folder.resolve("docker").toString();
    assertThat(OwnProgram.await(new ProcessBuilder(SCRIPT.toString(), "stop", dir).inheritIO()))
        .isZero();
    new Work(folder).close();
  }

  @Test
  void a_real_daemon_teaches_a_whole_profile_and_keeps_nothing() throws Exception {
    var file = folder.resolve("learned.json");

    int exit = OwnProgram.await(calibrate("--rounds", "5", "--out", file.toString()));

    assertThat(exit).as(log()).isZero();
    var profile = LatencyFile.read(file);
    assertThat(profile.name()).isEqualTo("dockerd");
    assertThat(profile.operations())
        .containsKeys(Operation.START, Operation.STOP, Operation.BUILD, Operation.PULL);
    assertThat(profile.of(Operation.START).time().medianMillis())
        .isGreaterThan(profile.of(Operation.INSPECT_CONTAINER).time().medianMillis());
    nothingIsLeft();
  }

  @Test
  void ctrl_c_leaves_neither_container_nor_image_nor_half_a_file() throws Exception {
    var file = folder.resolve("learned.json");
    var process =
        calibrate("--rounds", "50", "--out", file.toString())
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .start();
    var said = new ArrayList<String>();
    try (var lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (line.startsWith("each alone: round 1 ")) {
          process.toHandle().destroy(); // TERM, which comes as Ctrl-C does; keeps the pipe
        }
      }
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(said).contains("each alone: round 1 of 50");
    assertThat(said.getLast()).contains("interrupted: no profile is written");
    try (var files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("docker", "said");
    }
    nothingIsLeft();
  }

  private ProcessBuilder calibrate(String... more) {
    var words = new ArrayList<>(List.of("calibrate"));
    words.addAll(List.of(more));
    var builder =
        new ProcessBuilder(OwnProgram.command(words.toArray(String[]::new)))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("DOCKER_HOST", host);
    return builder;
  }

  private void nothingIsLeft() throws Exception {
    var limit = Deadline.after(Duration.ofSeconds(60));
    try (var runtime = ContainerRuntime.at(URI.create(host))) {
      assertThat(runtime.list(ContainerFilter.all(), limit)).isEmpty();
      assertThat(runtime.images(limit)).isEmpty();
    }
  }

  private String log() throws IOException {
    var log = folder.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "";
  }
}
