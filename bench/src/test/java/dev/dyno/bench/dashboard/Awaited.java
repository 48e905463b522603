package dev.dyno.bench.dashboard;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assertions;

/// What comes in the background, asked for again and again; each asking takes its time.
final class Awaited {
  private static final java.time.Duration PATIENCE = java.time.Duration.ofMinutes(1);

  private Awaited() {}

  static void until(Callable<Boolean> come) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!come.call()) {
      if (System.nanoTime() > deadline) {
        Assertions.fail("it did not come within " + PATIENCE);
      }
      Thread.onSpinWait();
    }
  }
}
