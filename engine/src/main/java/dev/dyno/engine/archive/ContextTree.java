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

  /// Reads a tree, or one file.
  ///
  /// @param name of the file, or of the folder in which the tree shall lie; empty for none
  /// @throws ArchiveException when it is neither
  static ContextTree of(Path files, String name) throws IOException {
    if (!Files.isDirectory(files)) {
      var seen = Files.readAttributes(files, BasicFileAttributes.class);
      return new ContextTree(List.of(entry(files, name, seen)));
    }
    var below = name.isEmpty() || name.endsWith("/") ? name : name + "/";
    return new ContextTree(entries(files, below));
  }

  private static List<Entry> entries(Path root, String below) throws IOException {
    var entries = new ArrayList<Entry>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes seen) throws IOException {
            entries.add(entry(file, below + relative(root, file), seen));
            return FileVisitResult.CONTINUE;
          }
        });
    entries.sort(Comparator.comparing(Entry::name));
    return List.copyOf(entries);
  }

  private static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static Entry entry(Path file, String name, BasicFileAttributes seen) throws IOException {
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
