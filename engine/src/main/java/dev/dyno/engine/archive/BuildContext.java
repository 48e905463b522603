package dev.dyno.engine.archive;

import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
  default InputStream open(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new ArchiveException(
          "%s is no folder: name the root of a build context".formatted(root));
    }
    return open(root, "");
  }

  /// Opens an archive of one file, or of a tree, under other names. The reader closes it.
  ///
  /// @param files a file, or the root of a tree; must keep still until the stream ends
  /// @param name of the file in the archive, or of the folder there in which the tree lies;
  ///     relative, with slashes
  /// @return as [#open(Path)]
  /// @throws ArchiveException when it is neither file nor folder, or, at the latest while reading,
  ///     when a file changed
  InputStream open(Path files, String name) throws IOException;

  /// The implementation that the toggles ask for.
  static BuildContext chosenBy(Toggles toggles, Buffers buffers) {
    return chosenBy(toggles, buffers, Metrics.none());
  }

  /// The implementation that the toggles ask for.
  ///
  /// @param metrics count entries and bytes
  static BuildContext chosenBy(Toggles toggles, Buffers buffers, Metrics metrics) {
    var tar = new ContextTar(buffers, metrics);
    return toggles.has(Optimization.STREAMING_TAR)
        ? new StreamedContext(tar)
        : new WholeContext(tar);
  }
}
