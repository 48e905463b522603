package dev.dyno.bench.cli;

import java.io.PrintStream;

/// Tells how a calibration gets on: in a terminal one line that is drawn over, elsewhere one line
/// each time.
final class CalibrationProgress {

  private final PrintStream err;
  private final boolean drawnOver;
  private final boolean quiet;

  CalibrationProgress(PrintStream err, boolean drawnOver, boolean quiet) {
    this.err = err;
    this.drawnOver = drawnOver;
    this.quiet = quiet;
  }

  void say(String line) {
    if (quiet) {
      return;
    }
    if (drawnOver) {
      err.print("\r\u001b[K" + line);
    } else {
      err.println(line);
    }
    err.flush();
  }

  /// Takes the line away, so that what is printed next starts at the left.
  void clear() {
    if (!quiet && drawnOver) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
