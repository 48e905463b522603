package dev.dyno.engine.embedded.http;

import java.io.IOException;
import java.net.Socket;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// A connector that has closed its listening socket and every connection when it has stopped.
/// Jetty's own forgets those that are accepted while it stops: nobody serves them, and their
/// clients wait for ever. Nor does it wait for the thread that accepts, and until that one is back
/// from the kernel, the kernel keeps the socket open: whoever connects then is not refused.
final class AcceptingConnector extends ServerConnector {

  private static final long PATIENCE_SECONDS = 30;

  // Held by who accepts.
  private final ReentrantLock accepting = new ReentrantLock();

  // Those that were closed in between are of no more use to anybody, and go.
  private final Set<Socket> accepted =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  AcceptingConnector(Server server, HttpConnectionFactory http) {
    super(server, 1, 1, http);
  }

  @Override
  public void accept(int acceptor) throws IOException {
    accepting.lock();
    try {
      super.accept(acceptor);
    } finally {
      accepting.unlock();
    }
  }

  @Override
  protected void configure(Socket socket) {
    super.configure(socket);
    accepted.add(socket);
    if (!isRunning()) {
      close(socket); // what stops does not know it
    }
  }

  /// Connections that are open now. Not Jetty's own count: an endpoint that it makes while it stops
  /// stays in that one after its socket was closed here.
  int openConnections() {
    synchronized (accepted) {
      accepted.removeIf(Socket::isClosed);
      return accepted.size();
    }
  }

  /// Does nothing: closing the listening socket ends `accept`, too. An interrupt may hit one that
  /// has just got a connection, which the JDK then drops without closing it.
  @Override
  protected void interruptAcceptors() {}

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    if (!accepting.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException(
          "port %d was still listened on %d s after it was closed"
              .formatted(getPort(), PATIENCE_SECONDS));
    }
    accepting.unlock();
    known().forEach(AcceptingConnector::close);
    accepted.clear();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is of no more use in either case.
    }
  }

  private List<Socket> known() {
    synchronized (accepted) {
      return List.copyOf(accepted);
    }
  }
}
