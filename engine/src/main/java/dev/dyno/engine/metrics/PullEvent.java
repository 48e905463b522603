package dev.dyno.engine.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A pull of an image, with all its attempts and the pauses between them.
@Name("dyno.Pull")
@Label("Image Pull")
@Description("A pull of an image, with all its attempts and the pauses between them")
@Category({"Dyno", "Engine"})
@StackTrace(false)
public final class PullEvent extends Event {

  @Label("Image")
  String image = "";

  @Label("Attempts")
  int attempts;

  @Label("Outcome")
  String outcome = "";

  private PullEvent() {}

  /// Begins now.
  public static PullEvent begun() {
    var event = new PullEvent();
    event.begin();
    return event;
  }

  /// Ends now; at most once.
  ///
  /// @param name of the image, as the engine was given it
  public void ended(Object name, int tried, Outcome how) {
    end();
    if (shouldCommit()) {
      image = name.toString();
      attempts = tried;
      outcome = how.label();
      commit();
    }
  }
}
