package dev.dyno.engine.embedded.container.files;

import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// What docker wants to know about a path before it copies.
///
/// @param name the last part of the path
/// @param size in bytes
/// @param mode as Go's `os.FileMode` has it, which is not how Linux has it
/// @param linkTarget where a symbolic link leads inside the container; else empty
public record PathStat(String name, long size, long mode, Instant modified, String linkTarget) {
  private static final int SIZE_OF_FOLDER = 4096;
  private static final int PERMISSIONS = 0777;

  static PathStat of(String name, FileNode node, String linkTarget) {
    return new PathStat(
        name,
        node.isFolder() ? SIZE_OF_FOLDER : node.size(),
        type(node.type()) | (node.mode() & PERMISSIONS) | special(node.mode()),
        node.modified(),
        linkTarget);
  }

  private static long type(byte type) {
    return switch (type) {
      case TarConstants.LF_DIR -> 1L << 31;
      case TarConstants.LF_SYMLINK -> 1L << 27;
      case TarConstants.LF_BLK -> 1L << 26;
      case TarConstants.LF_FIFO -> 1L << 25;
      case TarConstants.LF_CHR -> (1L << 26) | (1L << 21);
      default -> 0;
    };
  }

  private static long special(int mode) {
    return ((mode & 04000) != 0 ? 1L << 23 : 0)
        | ((mode & 02000) != 0 ? 1L << 22 : 0)
        | ((mode & 01000) != 0 ? 1L << 20 : 0);
  }
}
