package dev.dyno.engine.runtime;

import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.embedded.Program;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.toggle.Toggles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// An image with a shell, built from this machine's static busybox, since nothing can be fetched.
public final class ShellImage {

  /// What it goes by.
  public static final ImageReference NAME = ImageReference.parse("dyno-shell:1");

  private static final String PROGRAMS =
      "sh sleep echo cat true false printf seq env pwd id ls mkdir head tr kill wc dd chmod";

  private ShellImage() {}

  /// Builds it on a daemon.
  ///
  /// @param folder empty, for the context
  public static ImageReference on(ContainerRuntime runtime, Path folder) throws Exception {
    var bin = Files.createDirectories(folder.resolve("bin"));
    Files.copy(Program.find("busybox", "busybox-static").file(), bin.resolve("busybox"));
    for (var program : PROGRAMS.split(" ", -1)) {
      Files.createSymbolicLink(bin.resolve(program), Path.of("busybox"));
    }
    Files.writeString(
        folder.resolve("Dockerfile"), "FROM scratch\nCOPY bin /bin\nENV PATH=/bin\nCMD [\"sh\"]\n");
    runtime.build(
        BuildSpec.of(NAME), archives().open(folder), Deadline.after(Duration.ofSeconds(60)));
    return NAME;
  }

  static BuildContext archives() {
    return BuildContext.chosenBy(Toggles.none(), Buffers.chosenBy(Toggles.none()));
  }
}
