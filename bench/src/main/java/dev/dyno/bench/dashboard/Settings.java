package dev.dyno.bench.dashboard;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// What a dashboard shows, and to whom.
///
/// @param bind address that it listens on
/// @param port 0 for any free one
/// @param history file or JDBC URL; a file need not be there yet
/// @param runs folder of run folders; need not be there yet
/// @param token that every request needs, when there is one
/// @param writeToken that a request needs which writes; nobody may write when there is none
/// @param engine where an engine's metrics are, in Prometheus' text format
public record Settings(
    InetAddress bind,
    int port,
    String history,
    Path runs,
    Optional<Token> token,
    Optional<Token> writeToken,
    Optional<URI> engine) {

  /// One that nobody may write to.
  public Settings(
      InetAddress bind,
      int port,
      String history,
      Path runs,
      Optional<Token> token,
      Optional<URI> engine) {
    this(bind, port, history, runs, token, Optional.empty(), engine);
  }

  public Settings {
    if (!bind.isLoopbackAddress() && token.isEmpty()) {
      throw new IllegalArgumentException(
          "bound to %s and without a token, anybody could read it".formatted(bind));
    }
  }
}
