package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.runtime.BuildSpec;
import dev.dyno.engine.runtime.ContainerFilter;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.ImageSummary;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The three examples on a real dockerd, and what a pipeline that is interrupted leaves there:
/// nothing. In a process of its own, as a user has it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class PipelineDockerTest {

  private static final Path SCRIPT =
      Path.of("..", "scripts", "docker-engine").toAbsolutePath().normalize();
  private static final Path EXAMPLES =
      Path.of("..", "profiles", "pipelines").toAbsolutePath().normalize();

  // Below /tmp itself: the path of a socket must be short.
  private Path folder;
  private String host;
  private EmbeddedRegistry registry;
  private ContainerRuntime runtime;
  private List<String> before = List.of();

  @BeforeAll
  void start() throws Exception {
    folder = Files.createTempDirectory("dyno-pipe");
    var said = folder.resolve("said");
    int exit =
        OwnProgram.await(
            new ProcessBuilder(SCRIPT.toString(), "start", docker())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile()));
    assertThat(exit).as(Files.readString(said)).isZero();
    host = Files.readString(said).strip().replace("DOCKER_HOST=", "");
    registry = EmbeddedRegistry.start(0, folder.resolve("registry"));
    runtime = ContainerRuntime.at(URI.create(host));
    pushBusybox();
  }

  /// Nothing can be fetched, so this machine's own is what `busybox:1.36` is made of.
  private void pushBusybox() throws Exception {
    var bin = Files.createDirectories(folder.resolve("image/bin"));
    Files.copy(busybox(), bin.resolve("busybox"));
    for (var program : List.of("sh", "echo", "cat", "sleep", "true")) {
      Files.createSymbolicLink(bin.resolve(program), Path.of("busybox"));
    }
    Files.writeString(
        folder.resolve("image/Dockerfile"), "FROM scratch\nCOPY bin /bin\nENV PATH=/bin\n");
    var name = ImageReference.parse(registry.host() + "/busybox:1.36");
    var archives = BuildContext.chosenBy(Toggles.none(), Buffers.chosenBy(Toggles.none()));
    runtime.build(BuildSpec.of(name), archives.open(folder.resolve("image")), soon());
    runtime.push(name, Optional.empty(), soon());
  }

  private static Path busybox() {
    return List.of("/bin/busybox", "/usr/bin/busybox").stream()
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no busybox: apt-get install busybox-static"));
  }

  @BeforeEach
  void note() throws Exception {
    before = images();
  }

  @AfterEach
  void nothing_is_left() throws Exception {
    Files.deleteIfExists(EXAMPLES.resolve("service/copied.txt"));
    assertThat(runtime.list(ContainerFilter.all(), soon())).isEmpty();
    assertThat(images()).isEqualTo(before);
  }

  @AfterAll
  void stop() throws Exception {
    runtime.close();
    registry.close();
    assertThat(
            OwnProgram.await(new ProcessBuilder(SCRIPT.toString(), "stop", docker()).inheritIO()))
        .isZero();
    new Work(folder).close();
  }

  @ParameterizedTest
  @CsvSource({
    "hello, 4 of 4, 'hello, world'",
    "build-and-push, 11 of 11, built by a pipeline",
    "service, 9 of 9, threads: 4",
  })
  void the_examples_run(String example, String steps, String line) throws Exception {
    int exit = OwnProgram.await(pipeline(EXAMPLES.resolve(example).resolve("pipeline.yaml")));

    assertThat(exit).as(log()).isZero();
    assertThat(log()).contains(line, steps + " steps done, exit code 0");
  }

  @Test
  void an_interrupted_pipeline_leaves_no_container_and_no_image() throws Exception {
    var own = Files.createDirectory(folder.resolve("own"));
    Files.writeString(
        own.resolve("Dockerfile"), "FROM %s/busybox:1.36\nLABEL a=b\n".formatted(registry.host()));
    var file =
        Files.writeString(
            own.resolve("pipeline.yaml"),
            """
            name: long
            variables: {registry: ""}
            groups:
              - name: g
                builds:
                  - name: b
                    steps:
                      - build: {image: "made:1"}
                      - create: {container: c, image: "made:1", network: none, command: [sh, -c, "echo running; sleep 600"]}
                      - start: c
                      - wait: c
            """);
    var process = pipeline(file).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
    var said = new ArrayList<String>();
    try (var lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (line.endsWith(" running")) {
          assertThat(runtime.list(ContainerFilter.running(), soon())).hasSize(1);
          assertThat(runtime.imageNames(soon())).contains("made:1");
          process.toHandle().destroy(); // TERM, which comes as Ctrl-C does; keeps the pipe
        }
      }
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).as(String.join("\n", said)).isEqualTo(128 + 15);
    assertThat(said.getFirst()).contains("build made:1");
    assertThat(String.join("\n", said)).contains("exit code 130");
  }

  private ProcessBuilder pipeline(Path file) {
    var builder =
        new ProcessBuilder(
                OwnProgram.command(
                    "pipeline",
                    file.toString(),
                    "--engine",
                    "docker",
                    "--set",
                    "registry=" + registry.host()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("DOCKER_HOST", host);
    return builder;
  }

  private List<String> images() throws Exception {
    return runtime.images(soon()).stream().map(ImageSummary::id).sorted().toList();
  }

  private String docker() {
    return folder.resolve("docker").toString();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }
}
