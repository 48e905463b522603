package dev.dyno.engine.embedded.container.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Cuts what a program writes into messages as dockerd does: one per line, long lines in pieces.
///
/// For one thread.
public final class LineOutput extends OutputStream {
  /// Bytes in the longest message.
  public static final int LONGEST = 16 * 1024;

  private final ContainerLog log;
  private final StandardStream stream;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream(0);

  /// Writes to this log as this stream.
  public LineOutput(ContainerLog log, StandardStream stream) {
    this.log = log;
    this.stream = stream;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    for (int start = offset; start < end; ) {
      int next = endOfPiece(bytes, start, end);
      add(bytes, start, next);
      start = next;
    }
  }

  /// Sends an unfinished line; the log stays open.
  @Override
  public void close() throws IOException {
    if (begun.size() > 0) {
      log.append(stream, begun.toByteArray(), 0, begun.size());
      begun.reset();
    }
  }

  /// Behind the line end, or where the message would become too long.
  private int endOfPiece(byte[] bytes, int start, int end) {
    int limit = Math.min(end, start + LONGEST - begun.size());
    for (int i = start; i < limit; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return limit;
  }

  private void add(byte[] bytes, int start, int end) throws IOException {
    var whole = bytes[end - 1] == '\n' || begun.size() + end - start == LONGEST;
    if (whole && begun.size() == 0) {
      log.append(stream, bytes, start, end - start);
      return;
    }
    begun.write(bytes, start, end - start);
    if (whole) {
      close();
    }
  }
}
