package dev.dyno.engine.toggle;

import java.util.Arrays;
import java.util.stream.Collectors;

/// An optimization of the engine that can be on or off. The section number is that of the
/// performance plan.
public enum Optimization {
  /// Keeps what credentials were worked out, for 15 minutes (3.1).
  AUTH_CACHE("auth-cache"),
  /// Pulls up to three images at once (2.2).
  PARALLEL_PULLS("parallel-pulls"),
  /// Sends a build context while it is read (3.2).
  STREAMING_TAR("streaming-tar"),
  /// Lends copy buffers from a bounded pool (1.2).
  BUFFERS("buffers");

  private final String id;

  Optimization(String id) {
    this.id = id;
  }

  /// Its name on command lines and in files.
  public String id() {
    return id;
  }

  /// The optimization called `id`.
  ///
  /// @throws IllegalArgumentException when there is none; lists those that there are
  public static Optimization named(String id) {
    return Arrays.stream(values())
        .filter(each -> each.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "toggle '%s' is not known: choose from %s".formatted(id, known())));
  }

  /// All names, for messages.
  public static String known() {
    return Arrays.stream(values()).map(Optimization::id).collect(Collectors.joining(", "));
  }
}
