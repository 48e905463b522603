package dev.dyno.engine.embedded.daemon;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/// The files that a client sent for a build: the tar itself, on disk, read in any order.
///
/// Nothing is unpacked, so no name in it can reach outside.
final class BuildContext implements AutoCloseable {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int LARGEST_DOCKERFILE = 1 << 20;

  private final Path file;
  private final TarFile tar;
  private final TreeMap<String, TarArchiveEntry> entries = new TreeMap<>();

  private BuildContext(Path file) throws IOException {
    this.file = file;
    this.tar = new TarFile(file);
    for (var entry : tar.getEntries()) {
      var name = normalized(entry.getName());
      if (!name.isEmpty()) {
        entries.put(name, entry);
      }
    }
  }

  /// Where contexts lie while they are used; what an earlier process left there is removed.
  static Path folderIn(Path store) throws IOException {
    var folder = Files.createDirectories(store.resolve("contexts"));
    try (var leftovers = Files.list(folder)) {
      for (var leftover : leftovers.toList()) {
        Files.delete(leftover);
      }
    }
    return folder;
  }

  /// Takes a tar, compressed with gzip or not.
  static BuildContext receive(InputStream body, Path folder) throws IOException {
    var file = Files.createTempFile(folder, "context", ".tar");
    try (var in = inflated(body);
        var out = Files.newOutputStream(file)) {
      in.transferTo(out);
      return new BuildContext(file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw new IOException("the build context is not a readable tar: " + e.getMessage(), e);
    }
  }

  /// A small text file.
  Optional<String> text(String name) throws IOException {
    var entry = entries.get(normalized(name));
    if (entry == null || !entry.isFile()) {
      return Optional.empty();
    }
    try (var in = open(entry)) {
      return Optional.of(new String(in.readNBytes(LARGEST_DOCKERFILE), StandardCharsets.UTF_8));
    }
  }

  /// The names that a pattern of COPY means, in lexical order; the empty name is the whole context.
  List<String> find(String pattern) {
    var wanted = normalized(pattern);
    if (wanted.isEmpty() || entries.containsKey(wanted) || !below(wanted).isEmpty()) {
      return List.of(wanted);
    }
    var glob = FileSystems.getDefault().getPathMatcher("glob:" + wanted);
    return entries.keySet().stream().filter(name -> glob.matches(Path.of(name))).toList();
  }

  /// The file of this name; empty for a folder.
  Optional<TarArchiveEntry> file(String name) {
    return Optional.ofNullable(entries.get(name)).filter(it -> !it.isDirectory());
  }

  /// The names below a folder, in lexical order; O(names below).
  List<String> below(String folder) {
    if (folder.isEmpty()) {
      return List.copyOf(entries.keySet());
    }
    // '0' is the character after '/'.
    return new ArrayList<>(entries.subMap(folder + "/", folder + "0").keySet());
  }

  TarArchiveEntry entry(String name) {
    var entry = entries.get(name);
    if (entry == null) {
      throw new IllegalStateException("the context has no '%s'".formatted(name));
    }
    return entry;
  }

  InputStream open(TarArchiveEntry entry) throws IOException {
    return tar.getInputStream(entry);
  }

  @Override
  public void close() throws IOException {
    tar.close();
    Files.deleteIfExists(file);
  }

  /// Without `./`, slashes at the ends, and any way up.
  static String normalized(String name) {
    var path = Path.of("/" + name).normalize().toString();
    return path.substring(1);
  }

  private static InputStream inflated(InputStream body) throws IOException {
    var buffered = new BufferedInputStream(body);
    buffered.mark(2);
    int magic = buffered.read() << 8 | buffered.read();
    buffered.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(buffered) : buffered;
  }
}
