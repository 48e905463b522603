package dev.dyno.engine.embedded.container;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Ends lines as a terminal does: with carriage return and line feed.
final class TtyOutput extends FilterOutputStream {
  private static final byte[] LINE_END = {'\r', '\n'};

  TtyOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    int start = offset;
    for (int i = offset; i < end; i++) {
      if (bytes[i] == '\n') {
        out.write(bytes, start, i - start);
        out.write(LINE_END, 0, LINE_END.length);
        start = i + 1;
      }
    }
    out.write(bytes, start, end - start);
  }
}
