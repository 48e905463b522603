package dev.dyno.engine.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// Makes the lines of one stream whole again from pieces that are cut anywhere, even within a
/// character. Copies what it keeps, so that the pieces may share one buffer.
///
/// Memory: twice the longest line, up to [#LONGEST] bytes.
final class LineAssembler {

  /// A longer line is told in pieces of at most so many bytes: a process that never ends a line
  /// must not fill the heap.
  static final int LONGEST = 16 << 20;

  private static final int FIRST = 256;

  private final Consumer<String> lines;
  private byte[] kept = new byte[FIRST];
  private int length;

  LineAssembler(Consumer<String> lines) {
    this.lines = lines;
  }

  /// Takes the next piece, and tells the lines that it completes.
  void add(byte[] piece) {
    int from = 0;
    for (int at = 0; at < piece.length; at++) {
      if (piece[at] == '\n') {
        keep(piece, from, at);
        tell(length > 0 && kept[length - 1] == '\r' ? length - 1 : length);
        length = 0;
        from = at + 1;
      }
    }
    keep(piece, from, piece.length);
  }

  /// Tells what is left: a last line without an end.
  void finish() {
    if (length > 0) {
      tell(length);
      length = 0;
    }
  }

  private void keep(byte[] piece, int from, int to) {
    while (length + (to - from) > LONGEST) {
      int taken = LONGEST - length;
      append(piece, from, taken);
      from += taken;
      int whole = endOfCharacters();
      tell(whole);
      System.arraycopy(kept, whole, kept, 0, length - whole);
      length -= whole;
    }
    append(piece, from, to - from);
  }

  private void append(byte[] piece, int from, int count) {
    if (length + count > kept.length) {
      kept = Arrays.copyOf(kept, Math.min(LONGEST, Math.max(length + count, 2 * kept.length)));
    }
    System.arraycopy(piece, from, kept, length, count);
    length += count;
  }

  /// Where the last whole UTF-8 character ends; everything, when that is no UTF-8.
  private int endOfCharacters() {
    for (int back = 1; back <= 4; back++) {
      int lead = kept[length - back] & 0xff;
      if ((lead & 0xc0) != 0x80) {
        int needs = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        return needs > back ? length - back : length;
      }
    }
    return length;
  }

  private void tell(int end) {
    lines.accept(new String(kept, 0, end, StandardCharsets.UTF_8));
  }
}
