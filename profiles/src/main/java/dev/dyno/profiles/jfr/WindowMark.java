package dev.dyno.profiles.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// Stands in the recording where a window opens and where it ends, on the clock of all other
/// events.
@Name(WindowMark.NAME)
@Label("Window Mark")
@Category({"Dyno", "Test Kit"})
@Description("A capture window of the test kit opens or ends")
@StackTrace(false)
final class WindowMark extends Event {

  static final String NAME = "dyno.WindowMark";

  @Label("Window")
  final String window;

  @Label("Opens")
  final boolean opens;

  private WindowMark(String window, boolean opens) {
    this.window = window;
    this.opens = opens;
  }

  static void open(String window) {
    new WindowMark(window, true).commit();
  }

  static void end(String window) {
    new WindowMark(window, false).commit();
  }
}
