package dev.dyno.bench.suite;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The build context of a tiny image with a shell, made of this machine's static busybox: nothing
/// has to be fetched.
///
/// `sleep` is a script there, as a plain `sleep` that is process 1 does not heed TERM, and a stop
/// would measure its grace. The embedded daemon runs its own `sleep`, which heeds it.
public final class ShellContext {

  private static final List<String> PROGRAMS = List.of("sh", "echo", "true", "cat");
  private static final int HEADERS = 4096;

  private static final String SLEEP =
      """
      #!/bin/busybox sh
      trap 'exit 143' TERM
      /bin/busybox sleep "$1" &
      wait
      """;

  private static final String STEPS =
      """
      FROM scratch
      COPY bin /bin
      ENV PATH=/bin
      CMD ["sh"]
      """;

  private ShellContext() {}

  /// A program that would not run in an empty image; the message says what to install.
  public static final class NeedsLibraries extends IOException {
    private static final long serialVersionUID = 1;

    NeedsLibraries(String message) {
      super(message);
    }
  }

  /// The first busybox on a search path.
  ///
  /// @param path as the variable PATH has it; null for none
  public static Optional<Path> busybox(@Nullable String path) {
    return Arrays.stream((path == null ? "" : path).split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "busybox"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// @param busybox a program that needs no libraries
  /// @param folder empty
  /// @throws NeedsLibraries when it needs some
  public static void write(Path busybox, Path folder) throws IOException {
    requireStatic(busybox);
    var bin = Files.createDirectories(folder.resolve("bin"));
    executable(Files.copy(busybox, bin.resolve("busybox")));
    for (var program : PROGRAMS) {
      Files.createSymbolicLink(bin.resolve(program), Path.of("busybox"));
    }
    executable(Files.writeString(bin.resolve("sleep"), SLEEP));
    Files.writeString(folder.resolve("Dockerfile"), STEPS);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// A program that needs libraries names its loader, such as `/lib64/ld-linux-x86-64.so.2`, right
  /// behind its headers.
  private static void requireStatic(Path busybox) throws IOException {
    try (var in = Files.newInputStream(busybox)) {
      var start = new String(in.readNBytes(HEADERS), StandardCharsets.ISO_8859_1);
      if (start.contains("/ld-")) {
        throw new NeedsLibraries(
            "%s needs libraries, which an empty image has not: install a static one (Debian: busybox-static)"
                .formatted(busybox));
      }
    }
  }
}
