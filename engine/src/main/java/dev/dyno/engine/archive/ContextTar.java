package dev.dyno.engine.archive;

import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.metrics.TarEntryEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Writes a tree as a tar archive that depends on names, contents, links and execute bits alone: no
/// times, no owners. Names over 100 characters take a POSIX header.
///
/// One file is open at a time.
record ContextTar(Buffers buffers, Metrics metrics) {

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
    writeEntries(tree, tar);
    tar.finish();
    tar.flush();
  }

  /// Counts once an archive, not once a file.
  private void writeEntries(ContextTree tree, TarArchiveOutputStream tar) throws IOException {
    long entries = 0;
    long bytes = 0;
    try {
      for (var entry : tree.entries()) {
        var event = TarEntryEvent.begun();
        tar.putArchiveEntry(header(entry));
        if (entry.link().isEmpty()) {
          copy(entry, tar);
        }
        tar.closeArchiveEntry();
        entries++;
        bytes += entry.size();
        event.ended(entry.size());
      }
    } finally {
      metrics.archived(entries, bytes);
    }
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

  /// Asks for one byte more than was announced, which tells a file that grew; a file gives less
  /// than
  /// asked only at its end, so that a small one takes one read.
  private void copy(ContextTree.Entry entry, OutputStream tar) throws IOException {
    long left = entry.size();
    try (var in = Files.newInputStream(entry.file());
        var lease = buffers.lease()) {
      byte[] buffer = lease.bytes();
      for (boolean ended = false; !ended; ) {
        int asked = (int) Math.min(buffer.length, left + 1);
        int read = Math.max(0, in.read(buffer, 0, asked));
        if (read > left) {
          throw new ArchiveException(
              "%s grew beyond %d bytes while it was read: keep the tree still during a build"
                  .formatted(entry.file(), entry.size()));
        }
        if (read == 0 && left > 0) {
          throw new ArchiveException(
              "%s shrank by %d bytes while it was read: keep the tree still during a build"
                  .formatted(entry.file(), left));
        }
        tar.write(buffer, 0, read);
        left -= read;
        ended = left == 0 && read < asked;
      }
    } catch (NoSuchFileException gone) {
      throw new ArchiveException(
          "%s vanished while the tree was read: keep the tree still during a build"
              .formatted(entry.file()),
          gone);
    } catch (FileSystemException refused) {
      throw new ArchiveException(
          "%s cannot be read: %s; let this user read it, or take it out of the context"
              .formatted(entry.file(), why(refused)),
          refused);
    }
  }

  private static String why(FileSystemException refused) {
    return refused.getReason() == null
        ? refused.getClass().getSimpleName()
        : String.valueOf(refused.getReason());
  }
}
