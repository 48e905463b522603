package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.content.ContentStore;
import dev.dyno.engine.embedded.content.Descriptor;
import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.zip.GZIPInputStream;

/// A layer in the store.
///
/// @param blob as it is stored and pushed
/// @param diffId digest of the tar inside
/// @param size of the tar inside, in bytes
record Layer(Descriptor blob, Digest diffId, long size) {
  private static final int BUFFER = 64 * 1024;

  /// The tar inside.
  InputStream open(ContentStore content) throws IOException {
    var in = Files.newInputStream(content.require(blob.digest()));
    if (!blob.mediaType().endsWith("gzip")) {
      return in;
    }
    try {
      return new GZIPInputStream(in, BUFFER);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
