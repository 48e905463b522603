package dev.dyno.engine.embedded.container.files;

import java.util.ArrayDeque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The files of an image below those that a container adds. No folder ever covers a file, nor a
/// file a folder, so the upper one of two nodes is simply the one that counts.
record Overlay(FileTree upper, FileTree lower) {
  private static final int MOST_LINKS = 40;

  Optional<FileNode> get(String path) {
    return upper.get(path).or(() -> lower.get(path));
  }

  /// Whether this is a folder; the root always is.
  boolean isFolder(String path) {
    return path.isEmpty() || get(path).filter(FileNode::isFolder).isPresent();
  }

  /// Puts a node into the upper tree, and folders above it where there are none.
  void put(String path, FileNode node, FileNode missingFolder) {
    upper.put(path, node);
    for (var above = Names.parent(path); get(above).isEmpty() && !above.isEmpty(); ) {
      upper.put(above, missingFolder);
      above = Names.parent(above);
    }
  }

  /// What is below a folder, in lexical order.
  NavigableMap<String, FileNode> below(String folder) {
    var all = new TreeMap<>(lower.below(folder));
    all.putAll(upper.below(folder));
    return all;
  }

  /// Follows the symbolic links in a path, as a kernel does for a process below this root. The
  /// result may name nothing.
  ///
  /// @param followLast whether a link at the very end is followed, too; one with a slash behind
  ///     always is
  String resolve(String path, boolean followLast) throws FilesException.Refused {
    var names = new ArrayDeque<>(Names.parts(path));
    var at = "";
    int links = 0;
    while (!names.isEmpty()) {
      var name = names.removeFirst();
      if (name.equals("..")) {
        at = Names.parent(at);
      } else if (!name.isEmpty() && !name.equals(".")) {
        var next = Names.join(at, name);
        var link = get(next).filter(FileNode::isLink).map(FileNode::link);
        if (link.isEmpty() || (names.isEmpty() && !followLast)) {
          at = next;
          continue;
        }
        if (++links > MOST_LINKS) {
          throw new FilesException.Refused("%s: too many levels of symbolic links".formatted(path));
        }
        at = link.get().startsWith("/") ? "" : at;
        Names.parts(link.get()).reversed().forEach(names::addFirst);
      }
    }
    return at;
  }
}
