package dev.dyno.engine.logs;

import java.io.OutputStream;

/// Where a log goes, and what may be sent there. The caller decides: nothing here asks the
/// environment.
///
/// @param out takes UTF-8, a line, a batch of lines or a frame a call, and a flush after each; is
///     not closed
/// @param columns that a line of a frame may fill; 0 for any number. Lines of `plain` are never cut
/// @param ansi whether colours and cursor movements are understood
public record Terminal(OutputStream out, int columns, boolean ansi) {

  public Terminal {
    if (columns < 0) {
      throw new IllegalArgumentException(
          "a terminal of %d columns: needs 0 (any) or more".formatted(columns));
    }
  }

  /// A file, a pipe, or a test: nothing cut, no colours.
  public static Terminal file(OutputStream out) {
    return new Terminal(out, 0, false);
  }

  String gray() {
    return ansi ? "\033[90m" : "";
  }

  String green() {
    return ansi ? "\033[32m" : "";
  }

  String red() {
    return ansi ? "\033[31m" : "";
  }

  String reset() {
    return ansi ? "\033[0m" : "";
  }

  /// To the top left corner, where a frame begins.
  String home() {
    return ansi ? "\033[H" : "";
  }

  /// Ends a line of a frame, and wipes what an earlier frame had to the right of it.
  String endOfLine() {
    return ansi ? "\033[K\n" : "\n";
  }

  /// Wipes what an earlier frame had below.
  String endOfFrame() {
    return ansi ? "\033[J" : "";
  }
}
