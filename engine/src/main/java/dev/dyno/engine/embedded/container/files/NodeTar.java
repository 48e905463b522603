package dev.dyno.engine.embedded.container.files;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Writes nodes into a tar. The stream below stays open.
final class NodeTar {
  private final TarArchiveOutputStream tar;

  NodeTar(OutputStream out) {
    tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  void add(String name, FileNode node) throws IOException {
    tar.putArchiveEntry(node.header(name));
    if (node.isFile()) {
      try (var in = node.content().open()) {
        in.transferTo(tar);
      }
    }
    tar.closeArchiveEntry();
  }

  /// Ends the tar, and returns the bytes of it.
  long finish() throws IOException {
    tar.finish();
    tar.flush();
    return tar.getBytesWritten();
  }
}
