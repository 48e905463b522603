package dev.dyno.bench.calibration;

import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.runtime.BuildSpec;
import dev.dyno.engine.runtime.ContainerFilter;
import dev.dyno.engine.runtime.ContainerId;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.ContainerSpec;
import dev.dyno.engine.runtime.RuntimeFailure;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/// All that a calibration makes on one daemon: its containers bear a label of their own, its images
/// are noted down before they are made. [#close()] takes everything away, also what was half made
/// when somebody interrupted, and works on an interrupted thread.
///
/// Assumes one thread for images; containers may be made by several.
final class Workbench implements AutoCloseable {

  static final String LABEL = "dev.dyno.calibration";

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int MOST_PASSES = 5;

  private final ContainerRuntime runtime;
  private final String run;
  private final ImageReference shell;
  private final Set<ImageReference> images = Collections.synchronizedSet(new LinkedHashSet<>());

  private Workbench(ContainerRuntime runtime, String run) {
    this.runtime = runtime;
    this.run = run;
    this.shell = name("shell");
  }

  /// Nothing is on the daemon yet.
  ///
  /// @param run told apart from all others: lower case letters and digits
  static Workbench on(ContainerRuntime runtime, String run) {
    return new Workbench(runtime, run);
  }

  static Deadline limit() {
    return Deadline.after(LIMIT);
  }

  ContainerRuntime runtime() {
    return runtime;
  }

  /// The image that containers are of, once it was built under this name.
  ImageReference shell() {
    return shell;
  }

  /// A name for an image of this run.
  ImageReference name(String what) {
    return ImageReference.parse("dyno-calibrate-%s/%s:1".formatted(run, what));
  }

  /// Promises that the image will be taken away.
  ImageReference noted(ImageReference image) {
    images.add(image);
    return image;
  }

  /// Builds an image of a folder with a Dockerfile, past every cache.
  void build(ImageReference image, Path folder) throws RuntimeFailure, IOException {
    var archives = BuildContext.chosenBy(Toggles.none(), Buffers.chosenBy(Toggles.none()));
    runtime.build(BuildSpec.of(noted(image)).withoutCache(), archives.open(folder), limit());
  }

  /// Creates a container without a network: none is needed, and not every daemon has one.
  ContainerId create(String... command) throws RuntimeFailure {
    return runtime.create(
        ContainerSpec.of(shell).command(command).network("none").build().withLabel(LABEL, run),
        limit());
  }

  ContainerId started(String... command) throws RuntimeFailure {
    var id = create(command);
    runtime.start(id, limit());
    return id;
  }

  void remove(ContainerId id) throws RuntimeFailure {
    runtime.remove(id, limit());
  }

  /// Takes the image away.
  void remove(ImageReference image) throws RuntimeFailure {
    runtime.remove(image, limit());
    images.remove(image);
  }

  /// @throws RuntimeFailure when something is left on the daemon; says what
  @Override
  public void close() throws RuntimeFailure {
    boolean interrupted = Thread.interrupted();
    try {
      removeContainers();
      for (var image : images.toArray(ImageReference[]::new)) {
        remove(image);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// More than once: a daemon goes on with a creation whose client was interrupted.
  private void removeContainers() throws RuntimeFailure {
    var ours = ContainerFilter.all().withLabel(LABEL, run);
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      var left = runtime.list(ours, limit());
      if (left.isEmpty()) {
        return;
      }
      for (var container : left) {
        remove(container.id());
      }
    }
  }
}
