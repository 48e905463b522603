package dev.dyno.engine.archive;

import java.io.IOException;

/// What an archive will hold, found one after another.
@FunctionalInterface
interface Entries {

  /// Hands each entry on, in the order of the archive.
  ///
  /// @throws IOException of the visitor, or when the next entry cannot be found
  void each(Visitor visitor) throws IOException;

  /// Takes one entry.
  @FunctionalInterface
  interface Visitor {
    void visit(ContextTree.Entry entry) throws IOException;
  }
}
