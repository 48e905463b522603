package dev.dyno.engine.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// `streaming-tar` off: the whole archive in memory, then read.
record WholeContext(ContextTar tar) implements BuildContext {

  @Override
  public InputStream open(Path root) throws IOException {
    var archive = new ByteArrayOutputStream();
    tar.write(ContextTree.of(root), archive);
    return new ByteArrayInputStream(archive.toByteArray());
  }
}
