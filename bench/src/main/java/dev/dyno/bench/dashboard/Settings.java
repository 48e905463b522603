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
/// @param engine where an engine's metrics are, in Prometheus' text format
public record Settings(
    InetAddress bind,
    int port,
    String history,
    Path runs,
    Optional<Token> token,
    Optional<URI> engine) {

  public Settings {
    if (!bind.isLoopbackAddress() && token.isEmpty()) {
      throw new IllegalArgumentException(
          "bound to %s and without a token, anybody could read it".formatted(bind));
    }
  }
}
