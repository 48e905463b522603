package dev.dyno.engine.embedded.container.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/// The entries of a tar that lies on disk as long as anybody reads their contents.
record StoredTar(List<Entry> entries) {

  /// One entry.
  ///
  /// @param name as the tar has it
  /// @param linkedTo the name of the other entry that a hard link means
  record Entry(String name, FileNode node, Optional<String> linkedTo) {}

  StoredTar {
    entries = List.copyOf(entries);
  }

  /// Reads the headers only.
  ///
  /// @throws IOException when it is no tar
  static StoredTar read(Path file) throws IOException {
    var entries = new ArrayList<Entry>();
    try (var tar = new TarFile(file)) {
      for (var entry : tar.getEntries()) {
        entries.add(
            new Entry(
                entry.getName(),
                FileNode.of(entry, content(file, entry)),
                entry.isLink() ? Optional.of(entry.getLinkName()) : Optional.empty()));
      }
      return new StoredTar(entries);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a readable tar: " + e.getMessage(), e);
    }
  }

  private static FileNode.Content content(Path file, TarArchiveEntry entry) {
    if (entry.isSparse()) {
      var name = entry.getName();
      return () -> {
        throw new IOException("%s is sparse in its tar, which is not supported".formatted(name));
      };
    }
    long offset = entry.getDataOffset();
    long size = entry.getSize();
    return () -> new FileSlice(file, offset, size);
  }
}
