package dev.dyno.engine.embedded.container.program;

import java.io.IOException;
import java.io.InputStream;

/// The files that a program sees.
@FunctionalInterface
public interface FileSource {
  /// Opens a file.
  ///
  /// @param path absolute, or relative to the working folder
  /// @throws IOException whose message is what `strerror` would say
  InputStream open(String path) throws IOException;
}
