package dev.dyno.engine.archive;

import java.io.IOException;
import java.io.InputStream;

/// Takes bytes straight from a file, past the buffer of whoever copies: two copies of each byte
/// fewer.
@FunctionalInterface
interface FileSink {

  /// Reads once.
  ///
  /// @param most bytes to take; above 0
  /// @return bytes taken, fewer where less fits in one piece; -1 at the end of the file
  int take(InputStream file, int most) throws IOException;
}
