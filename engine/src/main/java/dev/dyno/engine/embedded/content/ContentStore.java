package dev.dyno.engine.embedded.content;

import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Content on disk, each piece once, under its digest.
///
/// Assumes that one process at a time uses the folder. Guarantees that a piece found here is whole
/// and had its digest when it was written: it arrives by an atomic move. Nothing is forced to the
/// disk, so a power cut may lose what came last.
public final class ContentStore {
  private final Path blobs;
  private final Path incoming;
  private final Space space;

  private ContentStore(Path blobs, Path incoming, Space space) {
    this.blobs = blobs;
    this.incoming = incoming;
    this.space = space;
  }

  /// Opens the folder, creates it when absent, and removes what an earlier process left unfinished.
  public static ContentStore open(Path root) throws IOException {
    return open(root, Space.unlimited());
  }

  /// The same, with room to be asked for before each write.
  public static ContentStore open(Path root, Space space) throws IOException {
    var store = new ContentStore(root.resolve("blobs"), root.resolve("incoming"), space);
    Files.createDirectories(store.blobs);
    Files.createDirectories(store.incoming);
    for (var leftover : entries(store.incoming)) {
      Files.delete(leftover);
    }
    return store;
  }

  /// Where the content lies, when it is here.
  public Optional<Path> find(Digest digest) {
    var path = pathOf(digest);
    return Files.exists(path) ? Optional.of(path) : Optional.empty();
  }

  /// Whether the content is here.
  public boolean holds(Digest digest) {
    return find(digest).isPresent();
  }

  /// Where the content lies.
  ///
  /// @throws NoSuchFileException when it is not here
  public Path require(Digest digest) throws NoSuchFileException {
    return find(digest)
        .orElseThrow(() -> new NoSuchFileException("content %s is not stored".formatted(digest)));
  }

  /// The content, whole in memory: for manifests and configurations, not for layers.
  public byte[] read(Digest digest) throws IOException {
    return Files.readAllBytes(require(digest));
  }

  /// Begins to take content whose digest is not known or not yet proven.
  public Ingest ingest() throws IOException {
    return new Ingest(this, Files.createTempFile(incoming, "ingest", ".part"));
  }

  /// Stores these bytes.
  public Digest put(byte[] content) throws IOException {
    try (var ingest = ingest()) {
      ingest.write(content);
      return ingest.commit();
    }
  }

  /// Forgets the content; no error when it is not here.
  public void delete(Digest digest) throws IOException {
    Files.deleteIfExists(pathOf(digest));
  }

  /// All that is stored, in no order.
  public List<Digest> digests() throws IOException {
    var digests = new ArrayList<Digest>();
    for (var algorithm : entries(blobs)) {
      for (var shard : entries(algorithm)) {
        for (var blob : entries(shard)) {
          digests.add(
              new Digest(algorithm.getFileName().toString(), blob.getFileName().toString()));
        }
      }
    }
    return digests;
  }

  Space space() {
    return space;
  }

  Path pathOf(Digest digest) {
    var shard = digest.hex().substring(0, 2);
    return blobs.resolve(digest.algorithm()).resolve(shard).resolve(digest.hex());
  }

  private static List<Path> entries(Path folder) throws IOException {
    var entries = new ArrayList<Path>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      children.forEach(entries::add);
    }
    return entries;
  }
}
