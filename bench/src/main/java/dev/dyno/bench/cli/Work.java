package dev.dyno.bench.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A run's temporary folder.
///
/// @param folder gone after [#close()]
record Work(Path folder) implements AutoCloseable {

  static Work open() throws IOException {
    return new Work(Files.createTempDirectory("dyno"));
  }

  /// Deletes it, entry by entry, as far as it goes: what a dying process still writes is left to
  /// the
  /// system.
  @Override
  public void close() {
    try {
      Files.walkFileTree(folder, new Deleting());
    } catch (IOException left) {
      // A temporary folder: nobody is told.
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes seen) {
      return deleted(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failed) {
      return deleted(left);
    }

    private static FileVisitResult deleted(Path entry) {
      try {
        Files.deleteIfExists(entry);
      } catch (IOException inUse) {
        // The next one may go.
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
