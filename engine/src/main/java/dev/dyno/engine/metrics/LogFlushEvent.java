package dev.dyno.engine.metrics;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// What a log's sink took since the event before.
@Name("dyno.LogFlush")
@Label("Log Flush")
@Description("What a log's sink took since the event before, which may be several writes")
@Category({"Dyno", "Engine"})
@StackTrace(false)
public final class LogFlushEvent extends Event {

  @Label("Lines")
  long lines;

  @Label("Bytes")
  @DataAmount
  long bytes;

  @Label("Writes")
  long writes;

  private LogFlushEvent() {}

  /// It happened just now.
  ///
  /// @param newLines shown
  /// @param newBytes written
  /// @param newWrites that wrote them
  public static void told(long newLines, long newBytes, long newWrites) {
    var event = new LogFlushEvent();
    if (event.shouldCommit()) {
      event.lines = newLines;
      event.bytes = newBytes;
      event.writes = newWrites;
      event.commit();
    }
  }
}
