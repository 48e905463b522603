package dev.dyno.engine.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// What stands before a file's bytes in a tar archive: one record of [#RECORD] bytes, and POSIX
/// extended records before it for what does not fit (POSIX.1-2024, pax).
final class Header {

  /// Bytes of a record, which everything in an archive is a multiple of.
  static final int RECORD = TarConstants.DEFAULT_RCDSIZE;

  private static final int EXECUTABLE = 0100755;
  private static final int PLAIN = 0100644;

  private Header() {}

  static byte[] of(ContextTree.Entry entry) throws IOException {
    var header = header(entry);
    return fits(entry) ? record(header) : extended(header);
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

  private static boolean fits(ContextTree.Entry entry) {
    return entry.size() <= TarConstants.MAXSIZE && fits(entry.name()) && fits(entry.link());
  }

  private static boolean fits(String name) {
    return name.length() < TarConstants.NAMELEN
        && StandardCharsets.US_ASCII.newEncoder().canEncode(name);
  }

  private static byte[] record(TarArchiveEntry header) {
    var record = new byte[RECORD];
    header.writeEntryHeader(record);
    return record;
  }

  private static byte[] extended(TarArchiveEntry header) throws IOException {
    var bytes = new ByteArrayOutputStream();
    // Not closed: an entry without its bytes is no archive.
    @SuppressWarnings("resource")
    var tar = new TarArchiveOutputStream(bytes, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    tar.putArchiveEntry(header);
    tar.flush();
    return bytes.toByteArray();
  }
}
