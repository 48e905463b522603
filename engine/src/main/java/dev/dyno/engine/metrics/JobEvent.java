package dev.dyno.engine.metrics;

import dev.dyno.engine.deadline.OperationKind;
import java.time.Duration;
import java.util.Locale;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// A job has ended.
@Name("dyno.Job")
@Label("Lifecycle Job")
@Description("A lifecycle operation for the workers has ended")
@Category({"Dyno", "Engine"})
@StackTrace(false)
public final class JobEvent extends Event {

  @Label("Kind")
  String kind = "";

  @Label("Target")
  @Description("Image or container")
  String target = "";

  @Label("Outcome")
  String outcome = "";

  @Label("Queued")
  @Description("From its submission until it was begun, or ended without")
  @Timespan(Timespan.NANOSECONDS)
  long queued;

  @Label("Ran")
  @Description(
      "From its beginning until its submitter was told, clean-up included; 0 if never begun")
  @Timespan(Timespan.NANOSECONDS)
  long ran;

  private JobEvent() {}

  /// It ended just now.
  ///
  /// @param of image or container
  public static void told(
      OperationKind what, String of, Outcome how, Duration waited, Duration worked) {
    var event = new JobEvent();
    if (event.shouldCommit()) {
      event.kind = what.name().toLowerCase(Locale.ROOT);
      event.target = of;
      event.outcome = how.label();
      event.queued = waited.toNanos();
      event.ran = worked.toNanos();
      event.commit();
    }
  }
}
