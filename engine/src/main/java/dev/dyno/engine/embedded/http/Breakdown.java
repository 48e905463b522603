package dev.dyno.engine.embedded.http;

/// How long a server is away.
@FunctionalInterface
public interface Breakdown {
  /// Returns when the server is to come back.
  void await() throws InterruptedException;
}
