package dev.dyno.engine.embedded.http;

import java.io.OutputStream;
import java.util.OptionalLong;

/// Puts a stream of its own before the body of an answer.
@FunctionalInterface
public interface AnswerFilter {
  /// The stream that is to be written instead.
  ///
  /// @param length of the body in bytes, or empty for a stream of unknown length
  OutputStream around(OutputStream body, OptionalLong length);

  /// Whether the server ends what it does when the client has gone.
  default boolean endsWithClient() {
    return true;
  }

  /// Changes nothing.
  static AnswerFilter none() {
    return (body, _) -> body;
  }
}
