package dev.dyno.engine.archive;

import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Turns a tree into the tar stream that a build wants. Toggle `streaming-tar`.
public sealed interface BuildContext permits WholeContext, StreamedContext {

  /// Opens the archive of a tree. The reader closes it, at its end or before.
  ///
  /// @param root of the tree; must keep still until the stream ends
  /// @return a stream that ends after the last byte of a whole archive; what goes wrong after this
  ///     call is an [ArchiveException] from `read`, never an early end
  /// @throws ArchiveException when the root is no folder, or, at the latest while reading, when a
  ///     file changed
  InputStream open(Path root) throws IOException;

  /// The implementation that the toggles ask for.
  static BuildContext chosenBy(Toggles toggles, Buffers buffers) {
    var tar = new ContextTar(buffers);
    return toggles.has(Optimization.STREAMING_TAR)
        ? new StreamedContext(tar)
        : new WholeContext(tar);
  }
}
