package dev.dyno.engine.archive;

import java.io.IOException;
import java.nio.file.Path;

/// A build context could not be archived. The message says which file, and why.
public final class ArchiveException extends IOException {

  private static final long serialVersionUID = 1;

  ArchiveException(String message) {
    super(message);
  }

  ArchiveException(String message, Throwable cause) {
    super(message, cause);
  }

  static ArchiveException vanished(Path file, IOException cause) {
    return new ArchiveException(
        "%s vanished while the tree was read: keep the tree still during a build".formatted(file),
        cause);
  }
}
