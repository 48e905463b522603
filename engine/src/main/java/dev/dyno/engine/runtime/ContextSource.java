package dev.dyno.engine.runtime;

import java.io.IOException;
import java.io.InputStream;

/// Gives the tar stream of a build context, each time anew.
@FunctionalInterface
public interface ContextSource {

  /// The stream, from its start. The caller closes it.
  ///
  /// @throws IOException when it cannot be had
  InputStream open() throws IOException;
}
