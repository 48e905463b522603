package dev.dyno.bench.suite;

import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.runtime.BuildSpec;
import dev.dyno.engine.runtime.ContainerId;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.ContainerSpec;
import dev.dyno.engine.runtime.RuntimeFailure;
import dev.dyno.engine.toggle.Toggles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Containers on the measured daemon that belong to this fork alone: the other fork of the
/// pair shares the daemon.
///
/// @param image of all of them
/// @param ids created, not started; each sleeps until it is stopped
record MeasuredContainers(ContainerRuntime runtime, ImageReference image, List<ContainerId> ids)
    implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String STEPS = "FROM scratch\nCMD [\"sleep\", \"100000\"]\n";

  /// Two empty blocks: the end of a tar archive, and all of it.
  private static final int EMPTY_ARCHIVE = 1024;

  static MeasuredContainers create(MeasuredEngine measured, int number)
      throws RuntimeFailure, IOException {
    var runtime = ContainerRuntime.at(measured.daemon());
    var image = ImageReference.parse("dyno/sleeper%d:1".formatted(ProcessHandle.current().pid()));
    if (measured.embedded()) {
      runtime.build(
          BuildSpec.of(image).withDockerfile(new BuildSpec.Dockerfile.Text(STEPS)),
          new ByteArrayInputStream(new byte[EMPTY_ARCHIVE]),
          limit());
    } else {
      buildWithShell(runtime, image);
    }
    var ids = new ArrayList<ContainerId>();
    for (int i = 0; i < number; i++) {
      ids.add(runtime.create(sleeping(image), limit()));
    }
    return new MeasuredContainers(runtime, image, List.copyOf(ids));
  }

  /// Without a network: none is needed, and not every daemon has one.
  private static ContainerSpec sleeping(ImageReference image) {
    return ContainerSpec.of(image).command("sleep", "100000").network("none").build();
  }

  /// A real daemon runs what is in the image alone.
  private static void buildWithShell(ContainerRuntime runtime, ImageReference image)
      throws RuntimeFailure, IOException {
    var busybox =
        ShellContext.busybox(System.getenv("PATH"))
            .orElseThrow(
                () ->
                    new IOException(
                        "busybox, of which the containers are made, is not on the PATH: install a"
                            + " static one (Debian: busybox-static)"));
    var folder = Files.createTempDirectory("dyno-shell");
    try {
      ShellContext.write(busybox, folder);
      var archives = BuildContext.chosenBy(Toggles.none(), Buffers.chosenBy(Toggles.none()));
      runtime.build(BuildSpec.of(image), archives.open(folder), limit());
    } finally {
      Scratch.delete(folder);
    }
  }

  static Deadline limit() {
    return Deadline.after(LIMIT);
  }

  @Override
  public void close() throws IOException {
    try (runtime) {
      for (var id : ids) {
        runtime.remove(id, limit());
      }
      runtime.remove(image, limit());
    } catch (RuntimeFailure left) {
      throw new IOException("containers are left on the daemon: " + left.getMessage(), left);
    }
  }
}
