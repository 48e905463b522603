package dev.dyno.engine.embedded.latency;

import java.util.Arrays;

/// Core tokens, lent in the order of asking. Who works looks up when its work ends and sleeps until
/// then: no core is burnt, and no more work is under way than there are tokens.
///
/// Assumes that times given do not go back by more than threads can overtake one another. Safe for
/// threads; O(tokens) a loan.
final class Cores {
  private final long[] freeAt;

  /// @param tokens at least 1
  /// @param now in ns, on the clock of the later calls
  Cores(int tokens, long now) {
    freeAt = new long[tokens];
    Arrays.fill(freeAt, now);
  }

  /// Lends one token for each slice, each as soon as one is free.
  ///
  /// @param now in ns
  /// @param slices at least 0
  /// @param nanos of each slice
  /// @return when the last slice ends, in ns; `now` when there is none
  synchronized long lend(long now, int slices, long nanos) {
    long end = now;
    for (int i = 0; i < slices; i++) {
      int first = soonestFree();
      long start = freeAt[first] - now > 0 ? freeAt[first] : now;
      freeAt[first] = start + nanos;
      end = freeAt[first] - end > 0 ? freeAt[first] : end;
    }
    return end;
  }

  private int soonestFree() {
    int soonest = 0;
    for (int i = 1; i < freeAt.length; i++) {
      if (freeAt[i] - freeAt[soonest] < 0) {
        soonest = i;
      }
    }
    return soonest;
  }
}
