package dev.dyno.engine.embedded.http;

import java.io.IOException;
import java.net.Socket;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// A connector that closes every connection it accepted when it stops. Jetty's own forgets those
/// that are accepted while it stops: nobody serves them, and their clients wait for ever.
final class AcceptingConnector extends ServerConnector {

  // Those that were closed in between are of no more use to anybody, and go.
  private final Set<Socket> accepted =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  AcceptingConnector(Server server, HttpConnectionFactory http) {
    super(server, 1, 1, http);
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
