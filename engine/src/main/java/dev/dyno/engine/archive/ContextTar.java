package dev.dyno.engine.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Writes a tree as a tar archive that depends on names, contents, links and execute bits alone: no
/// times, no owners. Names over 100 characters take a POSIX header.
///
/// One file is open at a time.
record ContextTar(Buffers buffers) {

  private static final int EXECUTABLE = 0100755;
  private static final int PLAIN = 0100644;

  /// Writes the whole archive, its end marker included, and leaves `out` open.
  ///
  /// @throws ArchiveException when a file changed its size since the tree was read, or vanished
  void write(ContextTree tree, OutputStream out) throws IOException {
    // Not closed: closing would close `out`. finish() writes all there is.
    @SuppressWarnings("resource")
    var tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    for (var entry : tree.entries()) {
      tar.putArchiveEntry(header(entry));
      if (entry.link().isEmpty()) {
        copy(entry, tar);
      }
      tar.closeArchiveEntry();
    }
    tar.finish();
    tar.flush();
  }

  /// By name and size: a header made from a File looks up owner and times, 62 us each.
  private static TarArchiveEntry header(ContextTree.Entry entry) {
    var header =
        entry.link().isEmpty()
            ? new TarArchiveEntry(entry.name())
            : new TarArchiveEntry(entry.name(), TarConstants.LF_SYMLINK);
    header.setLinkName(entry.link());
    header.setSize(entry.size());
    header.setMode(entry.executable() ? EXECUTABLE : PLAIN);
    header.setModTime(0L);
    return header;
  }

  private void copy(ContextTree.Entry entry, OutputStream tar) throws IOException {
    long left = entry.size();
    try (var in = Files.newInputStream(entry.file());
        var lease = buffers.lease()) {
      byte[] buffer = lease.bytes();
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new ArchiveException(
              "%s shrank by %d bytes while it was read: keep the tree still during a build"
                  .formatted(entry.file(), left));
        }
        tar.write(buffer, 0, read);
        left -= read;
      }
      if (in.read() >= 0) {
        throw new ArchiveException(
            "%s grew beyond %d bytes while it was read: keep the tree still during a build"
                .formatted(entry.file(), entry.size()));
      }
    } catch (NoSuchFileException gone) {
      throw new ArchiveException(
          "%s vanished while the tree was read: keep the tree still during a build"
              .formatted(entry.file()),
          gone);
    }
  }
}
