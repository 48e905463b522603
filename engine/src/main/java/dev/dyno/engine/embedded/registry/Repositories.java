package dev.dyno.engine.embedded.registry;

import dev.dyno.engine.embedded.content.ContentStore;
import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which repository holds which blobs, manifests and tags: small files beside the content.
///
/// ```
/// repositories/team/app/_blobs/sha256-…       empty: this repository may serve that blob
///                      /_manifests/sha256-…   its media type
///                      /_tags/1.4             the digest of its manifest
/// ```
/// Components of a name never begin with `_`, so the folders cannot collide. Nothing is collected:
/// a deleted manifest frees its name, not its bytes.
final class Repositories {
  private static final String BLOBS = "_blobs";
  private static final String MANIFESTS = "_manifests";
  private static final String TAGS = "_tags";

  private final ContentStore content;
  private final Path root;
  private final Path incoming;

  Repositories(ContentStore content, Path store) throws IOException {
    this.content = content;
    this.root = Files.createDirectories(store.resolve("repositories"));
    this.incoming = Files.createDirectories(store.resolve("incoming"));
  }

  ContentStore content() {
    return content;
  }

  boolean holdsBlob(String repository, Digest digest) {
    return Files.exists(entry(repository, BLOBS, digest)) && content.holds(digest);
  }

  void addBlob(String repository, Digest digest) throws IOException {
    write(entry(repository, BLOBS, digest), "");
  }

  /// The media type of a manifest that is here.
  Optional<String> manifestType(String repository, Digest digest) throws IOException {
    return read(entry(repository, MANIFESTS, digest));
  }

  Digest addManifest(String repository, byte[] manifest, String mediaType) throws IOException {
    var digest = content.put(manifest);
    write(entry(repository, MANIFESTS, digest), mediaType);
    return digest;
  }

  void tag(String repository, String tag, Digest manifest) throws IOException {
    write(folder(repository, TAGS).resolve(tag), manifest.toString());
  }

  Optional<Digest> tagged(String repository, String tag) throws IOException {
    return read(folder(repository, TAGS).resolve(tag)).map(Digest::parse);
  }

  /// Forgets a manifest and the tags that mean it.
  void removeManifest(String repository, Digest digest) throws IOException {
    Files.deleteIfExists(entry(repository, MANIFESTS, digest));
    for (var tag : tags(repository)) {
      if (tagged(repository, tag).filter(digest::equals).isPresent()) {
        removeTag(repository, tag);
      }
    }
  }

  void removeTag(String repository, String tag) throws IOException {
    Files.deleteIfExists(folder(repository, TAGS).resolve(tag));
  }

  boolean exists(String repository) {
    return Files.isDirectory(folder(repository, MANIFESTS));
  }

  /// In lexical order.
  List<String> tags(String repository) throws IOException {
    var folder = folder(repository, TAGS);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  /// In lexical order.
  List<String> names() throws IOException {
    var names = new ArrayList<String>();
    try (var folders = Files.walk(root)) {
      for (var folder : (Iterable<Path>) folders::iterator) {
        if (folder.endsWith(MANIFESTS)) {
          names.add(root.relativize(folder.getParent()).toString());
        }
      }
    }
    return names.stream().sorted().toList();
  }

  private Path entry(String repository, String kind, Digest digest) {
    return folder(repository, kind).resolve(digest.toString().replace(':', '-'));
  }

  private Path folder(String repository, String kind) {
    return root.resolve(repository).resolve(kind);
  }

  private static Optional<String> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    var written = Files.createTempFile(incoming, "entry", ".part");
    Files.writeString(written, text);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
