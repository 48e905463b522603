package dev.dyno.engine.embedded.container.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/// A part of a file. For one thread.
final class FileSlice extends InputStream {
  private final RandomAccessFile file;
  private long left;

  FileSlice(Path path, long offset, long length) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "r");
    this.left = length;
    file.seek(offset);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (left == 0 && length > 0) {
      return -1;
    }
    int read = file.read(into, offset, (int) Math.min(left, length));
    left -= Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
