package dev.dyno.engine.archive;

import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.metrics.TarEntryEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/// Writes a tree as a tar archive that depends on names, contents, links and execute bits alone: no
/// times, no owners. Headers are the library's; the bytes go past it, since it hands on 512 of them
/// at a time.
///
/// One file is open at a time.
record ContextTar(Buffers buffers, Metrics metrics) {

  private static final byte[] ZEROS = new byte[Header.RECORD];

  /// Ends an archive: two records of zeros.
  private static final int END = 2 * Header.RECORD;

  /// What is read of a large file at once, straight into a [FileSink]: with 64 KiB an archive of
  /// files of 1 MiB took 1.5 times as long, with 16 KiB twice.
  static final int PIECE = 256 << 10;

  /// Writes the whole archive, its end marker included, and leaves `out` open.
  ///
  /// @throws ArchiveException when a file changed its size since it was found, or vanished
  void write(Entries entries, OutputStream out) throws IOException {
    var written = new Written();
    try {
      entries.each(
          entry -> {
            var event = TarEntryEvent.begun();
            write(entry, out);
            written.add(entry.size());
            event.ended(entry.size());
          });
    } finally {
      metrics.archived(written.entries, written.bytes); // once an archive, not once a file
    }
    out.write(new byte[END]);
    out.flush();
  }

  private static final class Written {
    private long entries;
    private long bytes;

    void add(long size) {
      entries++;
      bytes += size;
    }
  }

  private void write(ContextTree.Entry entry, OutputStream out) throws IOException {
    out.write(Header.of(entry));
    if (entry.link().isEmpty()) {
      copy(entry, out);
    }
    out.write(ZEROS, 0, (int) (-entry.size() & (Header.RECORD - 1))); // to the end of the record
  }

  /// Asks for one byte more than was announced, which tells a file that grew; a file gives less
  /// than asked only at its end, so that a small one takes one read.
  private void copy(ContextTree.Entry entry, OutputStream out) throws IOException {
    try (var in = Files.newInputStream(entry.file());
        var lease = buffers.lease()) {
      long left = entry.size() - begin(in, entry.size(), out);
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
        out.write(buffer, 0, read);
        left -= read;
        ended = left == 0 && read < asked;
      }
    } catch (NoSuchFileException gone) {
      throw ArchiveException.vanished(entry.file(), gone);
    } catch (FileSystemException refused) {
      throw new ArchiveException(
          "%s cannot be read: %s; let this user read it, or take it out of the context"
              .formatted(entry.file(), why(refused)),
          refused);
    }
  }

  /// Takes a large file past the buffer, all but what fits one buffer; less of one that
  /// shrank.
  ///
  /// @return bytes taken
  private static long begin(InputStream in, long size, OutputStream out) throws IOException {
    long taken = 0;
    if (out instanceof FileSink sink) {
      for (int read = 0; read >= 0 && size - taken > Buffers.SIZE; ) {
        read = sink.take(in, (int) Math.min(PIECE, size - taken));
        taken += Math.max(0, read);
      }
    }
    return taken;
  }

  private static String why(FileSystemException refused) {
    return refused.getReason() == null
        ? refused.getClass().getSimpleName()
        : String.valueOf(refused.getReason());
  }
}
