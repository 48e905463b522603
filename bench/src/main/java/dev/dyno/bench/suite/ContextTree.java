package dev.dyno.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Build contexts of known sizes: incompressible files in ten folders, and a `Dockerfile`.
///
/// | name | files |
/// |---|---|
/// | `small` | 400 of 2 KiB |
/// | `large` | 4 of 2 MiB |
/// | `mixed` | 200 of 4 KiB and 3 of 1 MiB |
/// | `huge` | 2,000 of 4 KiB and 56 of 1 MiB: 66.9 MB |
final class ContextTree {

  private ContextTree() {}

  /// Makes one in a temporary folder; its maker deletes it.
  static Path make(String name) throws IOException {
    var root = Files.createTempDirectory("context");
    Files.writeString(root.resolve("Dockerfile"), "FROM scratch\nLABEL made.by=dyno\n");
    switch (name) {
      case "small" -> fill(root, 400, 2 << 10);
      case "large" -> fill(root, 4, 2 << 20);
      case "mixed" -> {
        fill(root, 200, 4 << 10);
        fill(root, 3, 1 << 20);
      }
      case "huge" -> {
        fill(root, 2_000, 4 << 10);
        fill(root, 56, 1 << 20);
      }
      default -> throw new IllegalArgumentException("tree '%s' is not known".formatted(name));
    }
    return root;
  }

  /// Names are distinct over all calls: they carry the size.
  private static void fill(Path root, int files, int bytes) throws IOException {
    var random = new Random(bytes);
    var content = new byte[bytes];
    for (int i = 0; i < files; i++) {
      random.nextBytes(content);
      var file = root.resolve("part%d/of-%d-bytes-%04d.bin".formatted(i % 10, bytes, i));
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    }
  }
}
