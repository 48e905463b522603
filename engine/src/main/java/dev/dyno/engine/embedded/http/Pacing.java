package dev.dyno.engine.embedded.http;

import java.io.IOException;

/// How fast bytes may flow.
public interface Pacing {
  /// The most bytes to move at once, at least 1.
  int chunk();

  /// Waits until so many bytes may flow.
  void take(int bytes) throws IOException;

  /// As fast as the machine can.
  static Pacing unlimited() {
    return Unlimited.INSTANCE;
  }

  /// The only case of [#unlimited].
  enum Unlimited implements Pacing {
    /// The one instance.
    INSTANCE;

    @Override
    public int chunk() {
      return 64 * 1024;
    }

    @Override
    public void take(int bytes) {}
  }
}
