package dev.dyno.engine.archive;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The files of a build context, by name in lexical order. Folders are not entries; a link is an
/// entry, and is not followed.
///
/// @param entries with unique names
record ContextTree(List<Entry> entries) {

  /// One file or link.
  ///
  /// @param name relative to the root, with slashes
  /// @param size bytes when the tree was read; 0 for a link
  /// @param executable whether its owner may run it
  /// @param link where it points, for a link; empty for a file
  record Entry(Path file, String name, long size, boolean executable, String link) {}

  /// Reads the tree.
  ///
  /// @throws ArchiveException when the root is no folder
  static ContextTree of(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new ArchiveException(
          "%s is no folder: name the root of a build context".formatted(root));
    }
    var entries = new ArrayList<Entry>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes seen) throws IOException {
            entries.add(entry(root, file, seen));
            return FileVisitResult.CONTINUE;
          }
        });
    entries.sort(Comparator.comparing(Entry::name));
    return new ContextTree(List.copyOf(entries));
  }

  private static Entry entry(Path root, Path file, BasicFileAttributes seen) throws IOException {
    var name = root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    if (seen.isSymbolicLink()) {
      return new Entry(file, name, 0, false, Files.readSymbolicLink(file).toString());
    }
    if (!seen.isRegularFile()) {
      throw new ArchiveException(
          "%s is neither file nor link: take it out of the context".formatted(file));
    }
    return new Entry(file, name, seen.size(), Files.isExecutable(file), "");
  }
}
