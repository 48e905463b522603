package dev.dyno.engine.embedded.container.files;

import java.util.Optional;

/// One tar that is put into a folder of a container: all of it, or nothing.
///
/// What is more than a new file or a new version of one is refused: a file never replaces a folder,
/// nor a folder a file, whatever `noOverwriteDirNonDir` says.
final class Upload {
  private final Overlay target;
  private final String folder;

  /// @param target whose upper tree is changed
  /// @param folder that exists, with links resolved
  Upload(Overlay target, String folder) {
    this.target = target;
    this.folder = folder;
  }

  void add(StoredTar tar) throws FilesException {
    for (var entry : tar.entries()) {
      var name = Names.cleanInside(entry.name());
      if (!name.isEmpty()) {
        put(entry, place(name));
      }
    }
  }

  /// Where an entry goes, through the links that lead to it.
  private String place(String name) throws FilesException.Refused {
    var above = target.resolve(Names.join(folder, Names.parent(name)), true);
    for (var it = above; !it.isEmpty(); it = Names.parent(it)) {
      if (target.get(it).isPresent() && !target.isFolder(it)) {
        throw new FilesException.Refused("/%s: not a directory".formatted(it));
      }
    }
    return Names.join(above, Names.last(name));
  }

  private void put(StoredTar.Entry entry, String path) throws FilesException.Refused {
    var node = entry.linkedTo().isPresent() ? linked(entry.linkedTo().get()) : entry.node();
    var before = target.get(path);
    if (before.isPresent() && before.get().isFolder() != node.isFolder()) {
      throw new FilesException.Refused(
          before.get().isFolder()
              ? "cannot overwrite directory \"/%s\" with non-directory".formatted(path)
              : "cannot overwrite non-directory \"/%s\" with directory".formatted(path));
    }
    target.put(path, node, FileNode.folder(node.modified()));
  }

  private FileNode linked(String other) throws FilesException.Refused {
    var path = target.resolve(Names.join(folder, Names.cleanInside(other)), false);
    Optional<FileNode> node = target.get(path);
    return node.orElseThrow(
        () -> new FilesException.Refused("hard link to /%s, which is not there".formatted(path)));
  }
}
