package dev.dyno.engine.embedded.http;

import java.io.IOException;

/// The connection to a client is gone, so that no answer can or shall reach it any more.
public final class ConnectionCut extends IOException {
  private static final long serialVersionUID = 1;

  /// @param why for people
  public ConnectionCut(String why) {
    super(why);
  }
}
