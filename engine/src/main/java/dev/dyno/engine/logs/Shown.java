package dev.dyno.engine.logs;

/// A line as it may stand in a frame: what a program says must not move the cursor, colour the rest
/// of the frame, or take a second row.
final class Shown {

  private static final char ESCAPE = 0x1b;

  private Shown() {}

  /// Appends `line` without escape sequences and control characters, a tab as a blank.
  ///
  /// @param room how many characters (code points) at most; 0 or more
  static void append(StringBuilder text, String line, int room) {
    int clean = clean(line, room);
    text.append(line, 0, clean);
    int left = clean == line.length() ? 0 : room - line.codePointCount(0, clean);
    for (int i = clean; i < line.length() && left > 0; ) {
      int point = line.codePointAt(i);
      if (point == ESCAPE) {
        i = afterEscape(line, i + 1);
        continue;
      }
      if (point == '\t' || !Character.isISOControl(point)) {
        text.appendCodePoint(point == '\t' ? ' ' : point);
        left--;
      }
      i += Character.charCount(point);
    }
  }

  /// How much of the line can be taken as it is.
  private static int clean(String line, int room) {
    int end = Math.min(line.length(), room);
    for (int i = 0; i < end; i++) {
      char c = line.charAt(i);
      if (c < ' ' || c > '~') {
        return i;
      }
    }
    return end;
  }

  /// Behind `ESC [ … letter`, or behind the one character after ESC.
  private static int afterEscape(String line, int at) {
    if (at == line.length() || line.charAt(at) != '[') {
      return Math.min(line.length(), at + 1);
    }
    int i = at + 1;
    while (i < line.length() && (line.charAt(i) < '@' || line.charAt(i) > '~')) {
      i++;
    }
    return Math.min(line.length(), i + 1);
  }
}
