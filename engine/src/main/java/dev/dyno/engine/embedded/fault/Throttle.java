package dev.dyno.engine.embedded.fault;

import dev.dyno.engine.embedded.http.Connection;

/// Slows the bodies down that one fault strikes.
final class Throttle {
  private static final int LARGEST_CHUNK = 64 * 1024;
  private static final int SMALLEST_CHUNK = 256;
  // Fifty chunks a second look like a steady flow.
  private static final int CHUNKS_PER_SECOND = 50;

  private final Rule rule;
  private final TokenBucket shared = new TokenBucket();

  Throttle(Rule rule) {
    this.rule = rule;
  }

  /// The most bytes to move at once.
  static int chunk(What.OfFlow what) {
    return switch (what) {
      case What.Bandwidth(var own, var shared) -> Math.min(chunkFor(own), chunkFor(shared));
      case What.Drip(var bytes, _) -> Math.min(bytes, LARGEST_CHUNK);
    };
  }

  /// Waits until so many bytes may flow, or the fault is off.
  void take(What.OfFlow what, int bytes, Connection connection) throws InterruptedException {
    rule.pause(
        switch (what) {
          case What.Bandwidth(var own, var all) -> {
            var wait = bucketOf(connection).take(bytes, own);
            var waitShared = shared.take(bytes, all);
            yield wait.compareTo(waitShared) > 0 ? wait : waitShared;
          }
          case What.Drip(_, var every) -> every;
        });
  }

  private TokenBucket bucketOf(Connection connection) {
    var name = "%s of %08x".formatted(rule.fault().name(), System.identityHashCode(rule));
    return connection.kept(name, TokenBucket.class, TokenBucket::new);
  }

  private static int chunkFor(long bytesPerSecond) {
    return bytesPerSecond == 0
        ? LARGEST_CHUNK
        : Math.clamp(bytesPerSecond / CHUNKS_PER_SECOND, SMALLEST_CHUNK, LARGEST_CHUNK);
  }
}
