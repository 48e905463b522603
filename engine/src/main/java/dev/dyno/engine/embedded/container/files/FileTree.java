package dev.dyno.engine.embedded.container.files;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Files by their path, every folder before what is in it.
///
/// Can be changed by the one who made it; nobody changes it once others see it.
final class FileTree {
  private final TreeMap<String, FileNode> nodes;

  FileTree() {
    nodes = new TreeMap<>();
  }

  /// A copy that can be changed; O(nodes).
  FileTree(FileTree other) {
    nodes = new TreeMap<>(other.nodes);
  }

  Optional<FileNode> get(String path) {
    return Optional.ofNullable(nodes.get(path));
  }

  boolean isEmpty() {
    return nodes.isEmpty();
  }

  /// All, in lexical order.
  NavigableMap<String, FileNode> all() {
    return nodes;
  }

  /// What is below a folder, without the folder.
  NavigableMap<String, FileNode> below(String folder) {
    // '0' is the character after '/'.
    return folder.isEmpty() ? nodes : nodes.subMap(folder + "/", false, folder + "0", false);
  }

  /// Puts a node in the place of whatever was there; a folder leaves what is in it.
  void put(String path, FileNode node) {
    if (!node.isFolder()) {
      below(path).clear();
    }
    nodes.put(path, node);
  }

  void remove(String path) {
    nodes.remove(path);
    below(path).clear();
  }

  /// Adds what one layer of an image changes.
  void apply(StoredTar layer) {
    for (var entry : layer.entries()) {
      Whiteout.of(Names.clean(entry.name())).ifPresent(it -> it.applyTo(this));
    }
    for (var entry : layer.entries()) {
      var path = Names.clean(entry.name());
      if (!path.isEmpty() && Whiteout.of(path).isEmpty()) {
        entry
            .linkedTo()
            .map(other -> get(Names.clean(other)))
            .orElse(Optional.of(entry.node()))
            .ifPresent(node -> putBelowFolders(path, node));
      }
    }
  }

  /// Layers need not name the folders that hold their files.
  private void putBelowFolders(String path, FileNode node) {
    put(path, node);
    for (var above = Names.parent(path); !above.isEmpty(); above = Names.parent(above)) {
      nodes.putIfAbsent(above, FileNode.folder(node.modified()));
    }
  }
}
