package dev.dyno.engine.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/// A look for who we are to a registry. Holds nothing of the login. By default only those that took
/// 1 ms or more, which is to say processes; a recording may set another threshold, and then learns
/// of cached ones, too, which take no time.
@Name("dyno.AuthLookup")
@Label("Registry Login Lookup")
@Description("A look for who we are to a registry")
@Category({"Dyno", "Engine"})
@StackTrace(false)
@Threshold("1 ms")
public final class AuthLookupEvent extends Event {

  @Label("Registry")
  String registry = "";

  @Label("Result")
  @Description("cached, joined, worked_out or failed")
  String result = "";

  private AuthLookupEvent() {}

  /// Begins now.
  public static AuthLookupEvent begun() {
    var event = new AuthLookupEvent();
    event.begin();
    return event;
  }

  /// Ends now; at most once.
  ///
  /// @param server `host[:port]`
  public void ended(String server, AuthLookup how) {
    end();
    commit(server, how);
  }

  /// It was cached. No clock is read for it.
  ///
  /// @param server `host[:port]`
  public static void cached(String server) {
    new AuthLookupEvent().commit(server, AuthLookup.CACHED);
  }

  private void commit(String server, AuthLookup how) {
    if (shouldCommit()) {
      registry = server;
      result = how.label();
      commit();
    }
  }
}
