package dev.dyno.engine.embedded.container.files;

import java.util.Optional;

/// The mark in a layer that something of the layers below is gone (OCI image specification).
sealed interface Whiteout {
  String PREFIX = ".wh.";
  String OPAQUE = ".wh..wh..opq";

  /// One path is gone.
  record Gone(String path) implements Whiteout {}

  /// All that was in a folder is gone.
  record Emptied(String folder) implements Whiteout {}

  static Optional<Whiteout> of(String path) {
    var name = Names.last(path);
    var folder = Names.parent(path);
    if (name.equals(OPAQUE)) {
      return Optional.of(new Emptied(folder));
    }
    return name.startsWith(PREFIX)
        ? Optional.of(new Gone(Names.join(folder, name.substring(PREFIX.length()))))
        : Optional.empty();
  }

  default void applyTo(FileTree lower) {
    switch (this) {
      case Gone(var path) -> lower.remove(path);
      case Emptied(var folder) -> lower.below(folder).clear();
    }
  }
}
