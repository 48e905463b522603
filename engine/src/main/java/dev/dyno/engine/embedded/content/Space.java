package dev.dyno.engine.embedded.content;

import java.io.IOException;

/// Room for content; asked before every write, so that a disk can be made to look full.
@FunctionalInterface
public interface Space {
  /// Takes room for so many bytes.
  ///
  /// @throws IOException when there is none; nothing is written then
  void take(int bytes) throws IOException;

  /// As much as the disk itself has.
  static Space unlimited() {
    return _ -> {};
  }
}
