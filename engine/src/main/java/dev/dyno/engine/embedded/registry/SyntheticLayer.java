package dev.dyno.engine.embedded.registry;

import dev.dyno.engine.embedded.content.StableGzip;
import dev.dyno.engine.registry.Digest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// One layer of a [SyntheticImage]: a gzip-compressed tar of files of up to 1 MiB.
///
/// @param bytes in its files
/// @param compressible share of text, 0 to 1
record SyntheticLayer(int index, long bytes, double compressible, long seed) {
  private static final int LARGEST_FILE = 1 << 20;
  private static final int FILE_MODE = 0100644;

  /// Writes the layer, leaves `out` open, and returns the digest of the tar before compression.
  Digest writeTo(OutputStream out) throws IOException {
    var gzip = new StableGzip(new Unclosed(out));
    var hash = Digest.sha256();
    try (var tar = new TarArchiveOutputStream(new DigestOutputStream(gzip, hash))) {
      var noise = new Noise(seed, index);
      long files = Math.ceilDiv(bytes, LARGEST_FILE);
      for (long file = 0; file < files; file++) {
        int size = (int) Math.min(LARGEST_FILE, bytes - file * LARGEST_FILE);
        tar.putArchiveEntry(entry("layer-%03d/file-%05d".formatted(index, file), size));
        tar.write(content(noise, size));
        tar.closeArchiveEntry();
      }
    }
    return Digest.ofSha256(hash);
  }

  private byte[] content(Noise noise, int size) {
    var content = new byte[size];
    int text = (int) Math.round(size * compressible);
    noise.fillWithText(content, 0, text);
    noise.fillWithRandom(content, text, size);
    return content;
  }

  // Every field is given: commons-compress would else take some from this machine.
  private static TarArchiveEntry entry(String name, int size) {
    var entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setMode(FILE_MODE);
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    entry.setModTime(0L);
    return entry;
  }

  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
