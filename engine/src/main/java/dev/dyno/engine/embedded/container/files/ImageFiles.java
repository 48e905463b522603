package dev.dyno.engine.embedded.container.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of an image, shared by its containers. Its layers are unpacked to disk when somebody
/// first looks at a file, since nobody can jump to a file inside a gzip. Safe for threads.
public final class ImageFiles implements AutoCloseable {
  private final List<TarSource> layers;
  private final Path folder;
  private @Nullable FileTree tree;
  private boolean closed;

  /// @param layers the lowest first
  /// @param folder for the unpacked layers; absent until then
  public ImageFiles(List<TarSource> layers, Path folder) {
    this.layers = List.copyOf(layers);
    this.folder = folder;
  }

  synchronized FileTree tree() throws IOException {
    if (closed) {
      throw new IOException("the last container of this image was removed");
    }
    if (tree == null) {
      tree = unpack();
    }
    return tree;
  }

  /// Deletes what was unpacked.
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    Folders.delete(folder);
  }

  private FileTree unpack() throws IOException {
    Files.createDirectories(folder);
    var unpacked = new FileTree();
    for (int i = 0; i < layers.size(); i++) {
      var file = folder.resolve("layer-%d.tar".formatted(i));
      try (var in = layers.get(i).open();
          var out = Files.newOutputStream(file)) {
        in.transferTo(out);
      }
      unpacked.apply(StoredTar.read(file));
    }
    return unpacked;
  }
}
