package dev.dyno.engine.logs;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;

/// Cuts the UTF-8 bytes that are written to it into lines of any length, without their `\n` or
/// `\r\n`. Bytes after the last line end are a line, too, unless there are none.
///
/// Nothing written is kept by reference: a caller may use its buffer again at once. A character
/// whose bytes come in two pieces stays whole, bytes that are no UTF-8 become U+FFFD. For one
/// thread.
final class LineSplitter extends OutputStream {

  /// Bytes of a begun line that are kept in the same memory from one line to the next.
  private static final int KEPT = 64 << 10;

  private static final byte[] NOTHING = {};

  private final Consumer<String> lines;
  private byte[] begun = NOTHING;
  private int length;
  private long count;

  LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  /// Lines so far.
  long count() {
    return count;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    int end = offset + count;
    int from = offset;
    for (int i = offset; i < end; i++) {
      if (bytes[i] == '\n') {
        line(bytes, from, i);
        from = i + 1;
      }
    }
    begin(bytes, from, end);
  }

  /// Ends the last line.
  @Override
  public void close() {
    if (length > 0) {
      line(NOTHING, 0, 0);
    }
  }

  private void line(byte[] bytes, int from, int to) {
    if (length == 0) {
      say(bytes, from, to);
      return;
    }
    begin(bytes, from, to);
    int whole = length;
    length = 0;
    say(begun, 0, whole);
    if (begun.length > KEPT) {
      begun = NOTHING;
    }
  }

  private void begin(byte[] bytes, int from, int to) {
    int more = to - from;
    if (more > begun.length - length) {
      int needed = Math.addExact(length, more);
      begun = Arrays.copyOf(begun, (int) Math.min(Integer.MAX_VALUE - 8, 2L * needed));
    }
    System.arraycopy(bytes, from, begun, length, more);
    length += more;
  }

  private void say(byte[] bytes, int from, int to) {
    int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    count++;
    lines.accept(new String(bytes, from, end - from, StandardCharsets.UTF_8));
  }
}
