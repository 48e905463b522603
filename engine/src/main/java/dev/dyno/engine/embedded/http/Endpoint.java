package dev.dyno.engine.embedded.http;

/// Answers one kind of request.
@FunctionalInterface
public interface Endpoint {
  /// Answers the request; may block, as each request has a virtual thread of its own.
  ///
  /// @throws Exception whatever went wrong; the caller turns it into an answer or cuts the
  ///     connection
  void serve(Exchange exchange) throws Exception;
}
