package dev.dyno.engine.embedded.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The listening socket of a server and its connections, which can break down and come back on the
/// same port.
///
/// Guarantees: one breakdown at a time; none outlives [#end].
final class Listening {
  // Another process may hold the port for a moment; it is given back within seconds or not at all.
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final AcceptingConnector connector;
  private final CountDownLatch end = new CountDownLatch(1);
  private boolean down;

  Listening(AcceptingConnector connector) {
    this.connector = connector;
  }

  /// Keeps the port that was found, for the time after a breakdown.
  void keepPort() {
    connector.setPort(connector.getLocalPort());
  }

  /// Connections that are open now.
  int connections() {
    return connector.openConnections();
  }

  /// Begins a breakdown, unless one is under way; it goes on after this returns.
  synchronized void breakDown(Breakdown length) throws IOException {
    if (down || ended()) {
      return;
    }
    down = true;
    try {
      connector.stop();
    } catch (Exception e) {
      throw new IOException("the server did not break down", e);
    }
    Thread.ofVirtual().name("breakdown").start(() -> runThrough(length));
  }

  /// No breakdown begins or ends any more; the socket is the server's to close.
  synchronized void end() {
    end.countDown();
  }

  private void runThrough(Breakdown length) {
    try {
      length.await();
      listenAgain();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // Nobody waits for this thread; that nobody can connect is what a test then sees.
      throw new IllegalStateException("the server did not come back: " + e.getMessage(), e);
    }
  }

  private void listenAgain() throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!startUnlessEnded(deadline)) {
      if (end.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    }
  }

  private synchronized boolean startUnlessEnded(long deadline) throws Exception {
    if (ended()) {
      return true;
    }
    try {
      connector.start();
      down = false;
      return true;
    } catch (IOException e) {
      connector.stop();
      if (System.nanoTime() - deadline > 0) {
        throw e;
      }
      return false;
    }
  }

  private boolean ended() {
    return end.getCount() == 0;
  }
}
