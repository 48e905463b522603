package dev.dyno.engine.embedded.content;

import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;

/// One piece of content on its way into a [ContentStore]: hashed while it is written, once, to a
/// temporary file that [#commit] moves into place and [#close] otherwise removes.
///
/// For one thread at a time.
public final class Ingest extends OutputStream {
  private final ContentStore store;
  private final Path file;
  private final OutputStream out;
  private final MessageDigest hash = Digest.sha256();
  private long size;

  Ingest(ContentStore store, Path file) throws IOException {
    this.store = store;
    this.file = file;
    this.out = Files.newOutputStream(file);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    store.space().take(length);
    out.write(bytes, offset, length);
    hash.update(bytes, offset, length);
    size += length;
  }

  /// Bytes taken so far.
  public long size() {
    return size;
  }

  /// The digest of what was taken so far.
  public Digest digestSoFar() {
    try {
      return Digest.ofSha256((MessageDigest) hash.clone());
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the SHA-256 of every JDK can be cloned", e);
    }
  }

  /// Ends the content and keeps it under whatever digest it has.
  public Digest commit() throws IOException {
    var digest = Digest.ofSha256(hash);
    keepAs(digest);
    return digest;
  }

  /// Ends the content and keeps it, if it is what was announced.
  ///
  /// @throws DigestMismatch when it is something else; nothing is kept then
  public void commit(Digest expected) throws IOException {
    var seen = Digest.ofSha256(hash);
    if (!seen.equals(expected)) {
      throw new DigestMismatch("content", expected, seen);
    }
    keepAs(expected);
  }

  /// Drops the content unless it was committed.
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }

  private void keepAs(Digest digest) throws IOException {
    out.close();
    var target = store.pathOf(digest);
    Files.createDirectories(target.getParent());
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
