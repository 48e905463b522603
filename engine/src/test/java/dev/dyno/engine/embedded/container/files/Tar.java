package dev.dyno.engine.embedded.container.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Writes tars whose names nobody cleans.
final class Tar {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8");
  private boolean finished;

  Tar file(String name, String content) throws IOException {
    return file(name, content, 0644, 0);
  }

  Tar file(String name, String content, int mode, long owner) throws IOException {
    var entry = new TarArchiveEntry(name, true);
    entry.setMode(mode);
    entry.setUserId(owner);
    entry.setSize(content.getBytes(UTF_8).length);
    return add(entry, content);
  }

  Tar folder(String name) throws IOException {
    return add(new TarArchiveEntry(name + "/", true), "");
  }

  Tar link(String name, String target) throws IOException {
    var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK, true);
    entry.setLinkName(target);
    return add(entry, "");
  }

  Tar hardLink(String name, String target) throws IOException {
    var entry = new TarArchiveEntry(name, TarConstants.LF_LINK, true);
    entry.setLinkName(target);
    return add(entry, "");
  }

  private Tar add(TarArchiveEntry entry, String content) throws IOException {
    entry.setModTime(60_000);
    out.putArchiveEntry(entry);
    out.write(content.getBytes(UTF_8));
    out.closeArchiveEntry();
    return this;
  }

  InputStream read() throws IOException {
    if (!finished) {
      finished = true;
      out.finish();
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
