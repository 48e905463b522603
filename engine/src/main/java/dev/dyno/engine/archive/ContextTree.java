package dev.dyno.engine.archive;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The files of a build context, by name in lexical order. Folders are not entries; a link is an
/// entry, and is not followed.
///
/// Found folder by folder, so that the first entry is there long before the last was seen: a
/// folder's children are sorted as if a slash ended the folders' names, which orders the whole
/// names. Memory is that of the folders on the way down.
///
/// @param root a file, or the folder of the tree
/// @param name of the file in the archive, or what stands before every name there
record ContextTree(Path root, String name) implements Entries {

  /// One file or link.
  ///
  /// @param name relative to the root, with slashes
  /// @param size bytes when the tree was read; 0 for a link
  /// @param executable whether its owner may run it
  /// @param link where it points, for a link; empty for a file
  record Entry(Path file, String name, long size, boolean executable, String link) {}

  private record Child(Path path, String name, BasicFileAttributes seen) {}

  /// A tree, or one file.
  ///
  /// @param name of the file, or of the folder in which the tree shall lie; empty for none
  /// @throws IOException when it is not there
  /// @throws ArchiveException when it is neither
  static ContextTree of(Path files, String name) throws IOException {
    if (!Files.isDirectory(files)) {
      var _ = entry(new Child(files, name, attributes(files)));
      return new ContextTree(files, name);
    }
    return new ContextTree(files, name.isEmpty() || name.endsWith("/") ? name : name + "/");
  }

  @Override
  public void each(Visitor visitor) throws IOException {
    if (Files.isDirectory(root)) {
      below(root, name, visitor);
    } else {
      visitor.visit(entry(new Child(root, name, attributes(root))));
    }
  }

  private static void below(Path folder, String prefix, Visitor visitor) throws IOException {
    for (var child : children(folder, prefix)) {
      if (child.seen().isDirectory()) {
        below(child.path(), child.name(), visitor);
      } else {
        visitor.visit(entry(child));
      }
    }
  }

  private static List<Child> children(Path folder, String prefix) throws IOException {
    var children = new ArrayList<Child>();
    try (var paths = Files.newDirectoryStream(folder)) {
      for (var path : paths) {
        var seen = attributes(path);
        var name = prefix + path.getFileName();
        children.add(new Child(path, seen.isDirectory() ? name + "/" : name, seen));
      }
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    } catch (NoSuchFileException gone) {
      throw ArchiveException.vanished(Path.of(gone.getFile()), gone);
    }
    children.sort(Comparator.comparing(Child::name));
    return children;
  }

  /// With the permissions, where the file system has them: one look at a file instead of two.
  private static BasicFileAttributes attributes(Path path) throws IOException {
    var kind =
        path.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? PosixFileAttributes.class
            : BasicFileAttributes.class;
    return Files.readAttributes(path, kind, LinkOption.NOFOLLOW_LINKS);
  }

  private static Entry entry(Child child) throws IOException {
    var seen = child.seen();
    if (seen.isSymbolicLink()) {
      var link = Files.readSymbolicLink(child.path()).toString();
      return new Entry(child.path(), child.name(), 0, false, link);
    }
    if (!seen.isRegularFile()) {
      throw new ArchiveException(
          "%s is neither file nor link: take it out of the context".formatted(child.path()));
    }
    return new Entry(child.path(), child.name(), seen.size(), executable(child), "");
  }

  private static boolean executable(Child child) {
    return child.seen() instanceof PosixFileAttributes posix
        ? posix.permissions().contains(PosixFilePermission.OWNER_EXECUTE)
        : Files.isExecutable(child.path());
  }
}
