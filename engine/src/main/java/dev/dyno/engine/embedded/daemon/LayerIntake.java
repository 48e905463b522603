package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.content.ContentStore;
import dev.dyno.engine.embedded.content.Descriptor;
import dev.dyno.engine.embedded.content.DigestMismatch;
import dev.dyno.engine.embedded.content.Ingest;
import dev.dyno.engine.embedded.latency.Extraction;
import dev.dyno.engine.embedded.latency.LatencyReplay;
import dev.dyno.engine.registry.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Takes one blob from a socket in a single pass: hash, store, inflate, hash again.
///
/// ```
/// socket ─► Tap ─► GZIPInputStream ─► SHA-256 of the tar: the diff id
///            └──► Ingest: SHA-256 of the blob, and the only write
/// ```
final class LayerIntake {
  private static final int BUFFER = 64 * 1024;

  private final ContentStore content;
  private final LatencyReplay latency;

  LayerIntake(ContentStore content, LatencyReplay latency) {
    this.content = content;
    this.latency = latency;
  }

  /// Stores a layer whose blob and whose tar are what was announced.
  ///
  /// @throws DigestMismatch when either is something else; nothing is kept
  Layer takeLayer(
      InputStream body, Descriptor blob, Digest diffId, Extraction extraction, Transfer progress)
      throws IOException, InterruptedException {
    try (var ingest = content.ingest();
        var tap = new Tap(latency.download(body), ingest, blob, progress)) {
      var inflated = inflate(tap, blob.mediaType());
      tap.finish();
      requireDigest("layer", blob.digest(), ingest.digestSoFar());
      switch (inflated) {
        case Inflated.Broken(var cause) ->
            throw new IOException(
                "layer %s is not a gzip-compressed tar".formatted(blob.digest()), cause);
        case Inflated.Tar(var digest, var size) -> {
          requireDigest("content of layer %s".formatted(blob.digest()), diffId, digest);
          extraction.inflate(size);
          ingest.commit(blob.digest());
          return new Layer(blob, diffId, size);
        }
      }
    }
  }

  /// Stores a blob that is no layer.
  void takeBlob(InputStream body, Descriptor blob, Transfer progress) throws IOException {
    try (var ingest = content.ingest();
        var tap = new Tap(body, ingest, blob, progress)) {
      tap.finish();
      requireDigest("blob", blob.digest(), ingest.digestSoFar());
      ingest.commit(blob.digest());
    }
  }

  private sealed interface Inflated {
    record Tar(Digest digest, long size) implements Inflated {}

    record Broken(IOException cause) implements Inflated {}
  }

  /// A blob that does not inflate is most likely corrupt: its digest says so better than zlib.
  private static Inflated inflate(Tap tap, String mediaType) throws IOException {
    var hash = Digest.sha256();
    long size = 0;
    try {
      var tar = uncompressed(tap, mediaType);
      var buffer = new byte[BUFFER];
      for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
        hash.update(buffer, 0, read);
        size += read;
      }
      return new Inflated.Tar(Digest.ofSha256(hash), size);
    } catch (TransferCut e) {
      throw e;
    } catch (IOException e) {
      return new Inflated.Broken(e);
    }
  }

  private static InputStream uncompressed(InputStream in, String mediaType) throws IOException {
    if (mediaType.endsWith("gzip")) {
      return new GZIPInputStream(in, BUFFER);
    }
    if (mediaType.endsWith(".tar")) {
      return in;
    }
    throw new TransferCut(
        "layers of type '%s' are not supported; use tar or gzip".formatted(mediaType),
        Optional.empty());
  }

  private static void requireDigest(String what, Digest expected, Digest seen)
      throws DigestMismatch {
    if (!seen.equals(expected)) {
      throw new DigestMismatch(what, expected, seen);
    }
  }

  /// The blob did not arrive, whatever it would have been.
  private static final class TransferCut extends IOException {
    private static final long serialVersionUID = 1;

    TransferCut(String message, Optional<IOException> cause) {
      super(message);
      cause.ifPresent(this::initCause);
    }
  }

  /// Passes a blob on and keeps what it passes.
  private static final class Tap extends FilterInputStream {
    private final Ingest ingest;
    private final Descriptor blob;
    private final Transfer progress;

    Tap(InputStream in, Ingest ingest, Descriptor blob, Transfer progress) {
      super(in);
      this.ingest = ingest;
      this.blob = blob;
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = receive(into, offset, length);
      if (read < 0) {
        if (ingest.size() < blob.size()) {
          throw cut(Optional.empty());
        }
        return read;
      }
      store(into, offset, read);
      progress.advance(read);
      if (ingest.size() > blob.size()) {
        throw new TransferCut(
            "blob %s is longer than the %d bytes of its manifest"
                .formatted(blob.digest(), blob.size()),
            Optional.empty());
      }
      return read;
    }

    // GZIPInputStream takes an honest 0 of a slow socket for the end of a file of several members.
    @Override
    public int available() {
      return 1;
    }

    void finish() throws IOException {
      transferTo(OutputStream.nullOutputStream());
    }

    /// A disk that is full is not a blob that is broken.
    private void store(byte[] bytes, int offset, int length) throws TransferCut {
      try {
        ingest.write(bytes, offset, length);
      } catch (IOException e) {
        throw new TransferCut(
            "blob %s cannot be stored: %s".formatted(blob.digest(), e.getMessage()),
            Optional.of(e));
      }
    }

    private int receive(byte[] into, int offset, int length) throws TransferCut {
      try {
        return in.read(into, offset, length);
      } catch (IOException e) {
        throw cut(Optional.of(e));
      }
    }

    private TransferCut cut(Optional<IOException> cause) {
      return new TransferCut(
          "blob was cut off after %d of %d bytes: expected digest %s, saw %s: %s"
              .formatted(
                  ingest.size(),
                  blob.size(),
                  blob.digest(),
                  ingest.digestSoFar(),
                  cause.map(RegistryErrors::words).orElse("unexpected EOF")),
          cause);
    }
  }
}
