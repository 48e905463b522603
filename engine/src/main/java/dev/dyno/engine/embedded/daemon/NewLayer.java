package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.content.ContentStore;
import dev.dyno.engine.embedded.content.Descriptor;
import dev.dyno.engine.embedded.content.MediaTypes;
import dev.dyno.engine.embedded.content.StableGzip;
import dev.dyno.engine.registry.Digest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;

/// A layer that is made here: written, compressed and hashed in one pass.
final class NewLayer {
  private NewLayer() {}

  /// Writes a tar; the same files must give the same bytes.
  @FunctionalInterface
  interface TarWriter {
    /// Returns the number of bytes written. May close the stream.
    long writeTo(OutputStream out) throws IOException;
  }

  /// Stores a layer, under the lease.
  static Layer store(ContentStore content, Lease lease, TarWriter tar) throws IOException {
    try (var ingest = content.ingest()) {
      var hash = Digest.sha256();
      var gzip = new StableGzip(ingest);
      long size = tar.writeTo(new DigestOutputStream(new Unclosed(gzip), hash));
      gzip.finish();
      var digest = ingest.digestSoFar();
      lease.hold(digest);
      var blob = new Descriptor(MediaTypes.DOCKER_LAYER, ingest.size(), digest);
      ingest.commit(digest);
      return new Layer(blob, Digest.ofSha256(hash), size);
    }
  }

  /// The gzip stream ends by itself; the tar must not close it.
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
