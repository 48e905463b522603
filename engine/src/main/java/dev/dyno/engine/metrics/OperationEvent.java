package dev.dyno.engine.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A call of a daemon, from its beginning until its answer's end.
@Name("dyno.Operation")
@Label("Daemon Operation")
@Description("A call of the container daemon, from its beginning until its answer's end")
@Category({"Dyno", "Engine"})
@StackTrace(false)
public final class OperationEvent extends Event {

  @Label("Operation")
  String operation = "";

  @Label("What")
  @Description("The operation and its object, as error messages name them")
  String what = "";

  @Label("Outcome")
  String outcome = "";

  private OperationEvent() {}

  /// Begins now.
  public static OperationEvent begun() {
    var event = new OperationEvent();
    event.begin();
    return event;
  }

  /// Ends now; at most once.
  ///
  /// @param object for people, without secrets: `pull of app:1`
  public void ended(Operation kind, String object, Outcome how) {
    end();
    if (shouldCommit()) {
      operation = kind.label();
      what = object;
      outcome = how.label();
      commit();
    }
  }
}
