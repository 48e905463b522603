package dev.dyno.engine.embedded.fault;

import java.time.Duration;

/// Sells bytes of bandwidth in the order of asking, so connections that ask for chunks share
/// fairly.
final class TokenBucket {
  // What a late sleeper may catch up; more would let bursts through, less would lose bandwidth.
  private static final long CREDIT_NANOS = 5_000_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private long freeAt = System.nanoTime();

  /// How long to wait before these bytes may flow; O(1).
  ///
  /// @param bytesPerSecond 0 for unlimited
  synchronized Duration take(int bytes, long bytesPerSecond) {
    if (bytesPerSecond == 0) {
      return Duration.ZERO;
    }
    long now = System.nanoTime();
    if (now - freeAt > CREDIT_NANOS) {
      freeAt = now - CREDIT_NANOS;
    }
    freeAt += (long) (bytes * NANOS_PER_SECOND / bytesPerSecond);
    return Duration.ofNanos(Math.max(0, freeAt - now));
  }
}
