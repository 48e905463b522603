package dev.dyno.engine.embedded.http;

import java.io.IOException;
import java.io.OutputStream;

/// What a server says in a stream of its own.
@FunctionalInterface
public interface Conversation {
  /// Writes all of it, flushing when the client should see it; the stream is closed by the caller.
  ///
  /// @throws IOException when the client has gone
  void speak(OutputStream out) throws IOException, InterruptedException;
}
