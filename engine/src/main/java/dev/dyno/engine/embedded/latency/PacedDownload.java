package dev.dyno.engine.embedded.latency;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/// A body that comes in no faster than the profile says.
final class PacedDownload extends FilterInputStream {
  private final Course course;
  private final long start = System.nanoTime();
  private long taken;

  PacedDownload(InputStream body, Course course) {
    super(body);
    this.course = course;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    pace(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    pace(Math.max(read, 0));
    return read;
  }

  private void pace(int bytes) throws IOException {
    taken += bytes;
    try {
      course.awaitDownload(start, taken);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while downloading at the profile's pace");
    }
  }
}
