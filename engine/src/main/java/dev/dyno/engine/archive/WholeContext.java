package dev.dyno.engine.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// `streaming-tar` off: the whole archive in memory, then read.
record WholeContext(ContextTar tar) implements BuildContext {

  @Override
  public InputStream open(Path files, String name) throws IOException {
    var archive = new Archive();
    tar.write(ContextTree.of(files, name), archive);
    return archive.reader();
  }

  /// Read where it was written, without the copy that `toByteArray` makes.
  private static final class Archive extends ByteArrayOutputStream {
    InputStream reader() {
      return new ByteArrayInputStream(buf, 0, count);
    }
  }
}
