package dev.dyno.engine.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A tar archive of one small file.
final class OneEntry {

  private static final int PLAIN = 0644;

  private OneEntry() {}

  /// The whole archive.
  static InputStream whole(String name, byte[] content, int mode) {
    return archive(name, content, mode, true);
  }

  /// The archive without its end, so that another may follow it.
  static InputStream start(String name, byte[] content) {
    return archive(name, content, PLAIN, false);
  }

  private static InputStream archive(String name, byte[] content, int mode, boolean ended) {
    var bytes = new ByteArrayOutputStream();
    try {
      // Not closed: closing would write the end.
      @SuppressWarnings("resource")
      var tar = new TarArchiveOutputStream(bytes, "UTF-8");
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      var entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      entry.setMode(mode);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      tar.flush();
      if (ended) {
        tar.finish();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
