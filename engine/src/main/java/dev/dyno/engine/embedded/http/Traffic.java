package dev.dyno.engine.embedded.http;

import java.io.IOException;

/// Sees an answer on its way out, to count it or to slow it down.
///
/// All calls come before the bytes they speak of are sent, so that a client that has read an answer
/// finds it in the counters.
public interface Traffic {
  /// The most bytes to send at once, at least 1.
  int chunk();

  /// The answer begins with this status.
  void starting(int status) throws IOException;

  /// So many bytes of body come next.
  void sending(int bytes) throws IOException;

  /// So many bytes of the request's body were read.
  void received(int bytes) throws IOException;

  /// The last bytes come next. Called once or, when the answer fails, never.
  void ending();
}
