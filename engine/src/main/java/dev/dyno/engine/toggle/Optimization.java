package dev.dyno.engine.toggle;

import java.util.Arrays;
import java.util.stream.Collectors;

/// An optimization of the engine that can be on or off. The section number is that of the
/// performance plan.
public enum Optimization {
  /// Builds log prefixes, image URIs and flags in reused builders (1.1).
  STRING_BUILDERS("string-builders"),
  /// Lends copy buffers from a bounded pool (1.2).
  BUFFERS("buffers"),
  /// Packs log entries, log messages and build records into fewer bytes (1.3).
  COMPACT_LAYOUT("compact-layout"),
  /// Runs lifecycle operations on bounded workers (2.1).
  WORKER_POOL("worker-pool"),
  /// Pulls up to three images at once (2.2).
  PARALLEL_PULLS("parallel-pulls"),
  /// Hands log lines to formatting workers through a bounded channel (2.3).
  ASYNC_LOGS("async-logs"),
  /// Keeps what credentials were worked out, for 15 minutes (3.1).
  AUTH_CACHE("auth-cache"),
  /// Sends a build context while it is read (3.2).
  STREAMING_TAR("streaming-tar"),
  /// Gives each kind of operation its own time limit (4.1).
  DYNAMIC_TIMEOUTS("dynamic-timeouts"),
  /// Compiles the patterns of image references once (beyond the plan).
  PRECOMPILED_PATTERNS("precompiled-patterns"),
  /// Gives collections their final size at the start (beyond the plan).
  PRESIZED_COLLECTIONS("presized-collections");

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
