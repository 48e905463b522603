package dev.dyno.bench.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C and TERM, from the start of a run to its last clean-up: asks the run to stop, and lets
/// the
/// process end only when everything is written and tidied up, or patience is over.
final class Interruption implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CountDownLatch tidy = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "dyno-interrupted");
  private volatile boolean heard;
  private volatile Runnable stop = () -> {};

  private Interruption() {}

  /// Listens from now on.
  static Interruption listen() {
    var interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /// What to do when it comes; at once when it has come already.
  void stops(Runnable what) {
    stop = what;
    if (heard) {
      what.run();
    }
  }

  /// Whether somebody wants the run to end.
  boolean heard() {
    return heard;
  }

  private void stop() {
    heard = true;
    stop.run();
    try {
      var _ = tidy.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /// All is written and tidied up.
  @Override
  public void close() {
    tidy.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // Then it is running, and ends by itself.
    }
  }
}
