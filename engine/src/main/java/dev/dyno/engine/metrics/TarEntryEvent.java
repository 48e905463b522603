package dev.dyno.engine.metrics;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/// A file or link on its way into a build context. By default only those that took 1 ms or more,
/// which a slow disk or a slow reader makes; a recording may set another threshold.
@Name("dyno.TarEntry")
@Label("Context Entry")
@Description("A file or link on its way into a build context")
@Category({"Dyno", "Engine"})
@StackTrace(false)
@Threshold("1 ms")
public final class TarEntryEvent extends Event {

  @Label("Bytes")
  @DataAmount
  long bytes;

  private TarEntryEvent() {}

  /// Begins now.
  public static TarEntryEvent begun() {
    var event = new TarEntryEvent();
    event.begin();
    return event;
  }

  /// Ends now; at most once.
  ///
  /// @param content bytes of it; 0 for a link
  public void ended(long content) {
    end();
    if (shouldCommit()) {
      bytes = content;
      commit();
    }
  }
}
