package dev.dyno.engine.embedded.http;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// An HTTP/1.1 server that only this machine can reach.
///
/// Jetty, because dockerd and skopeo first send a TLS greeting even to the loopback address: Jetty
/// answers it with 400, where the JDK's own server hangs.
public final class LoopbackServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration IDLE = Duration.ofMinutes(5);
  // Credentials of all registries travel in one header of a build.
  private static final int HEADER_BYTES = 64 * 1024;

  private final Server server;
  private final Listening listening;
  private final int port;

  private LoopbackServer(Server server, Listening listening, int port) {
    this.server = server;
    this.listening = listening;
    this.port = port;
  }

  /// Starts to serve.
  ///
  /// @param name of the server, for its threads and error messages
  /// @param port 1 to 65535, or 0 for any free one
  /// @throws IOException when the port is taken
  public static LoopbackServer start(String name, int port, Endpoint endpoint) throws IOException {
    return start(name, port, endpoint, IDLE);
  }

  /// @param idle how long a connection may be silent between answers; an answer may take its time
  static LoopbackServer start(String name, int port, Endpoint endpoint, Duration idle)
      throws IOException {
    var threads = new QueuedThreadPool();
    threads.setName(name);
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor(name + "-"));

    var server = new Server(threads);
    var connector = new AcceptingConnector(server, new HttpConnectionFactory(configuration()));
    connector.setHost(LOOPBACK);
    connector.setPort(port);
    connector.setIdleTimeout(idle.toMillis());
    server.addConnector(connector);
    var listening = new Listening(connector);
    server.setHandler(new Front(endpoint, listening));
    server.setStopTimeout(0);
    try {
      server.start();
      listening.keepPort();
      return new LoopbackServer(server, listening, connector.getLocalPort());
    } catch (Exception e) {
      stop(server, e);
      throw new IOException(
          "%s cannot listen on %s:%d (%s); choose another port, or 0 for any free one"
              .formatted(name, LOOPBACK, port, rootOf(e).getMessage()),
          e);
    }
  }

  /// `127.0.0.1:PORT`.
  public String host() {
    return LOOPBACK + ":" + port;
  }

  /// Connections that are open now.
  public int connections() {
    return listening.connections();
  }

  @Override
  public void close() throws IOException {
    listening.end();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("the server on %s did not stop".formatted(host()), e);
    }
  }

  private static HttpConfiguration configuration() {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEADER_BYTES);
    // Clients send image names with %2F inside one path segment.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    return configuration;
  }

  private static void stop(Server server, Exception cause) {
    try {
      server.stop();
    } catch (Exception e) {
      cause.addSuppressed(e);
    }
  }

  private static Throwable rootOf(Throwable thrown) {
    var cause = thrown.getCause();
    return cause == null ? thrown : rootOf(cause);
  }

  private static final class Front extends Handler.Abstract {
    private final Endpoint endpoint;
    private final Listening listening;

    Front(Endpoint endpoint, Listening listening) {
      this.endpoint = endpoint;
      this.listening = listening;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      var exchange = new Exchange(request, response, listening);
      try {
        endpoint.serve(exchange);
        callback.succeeded();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        callback.failed(e);
      } catch (Exception | Error e) {
        if (exchange.concluded()) {
          callback.succeeded();
        } else {
          // Before the first byte this is a 500, later the connection is cut: never a whole answer.
          callback.failed(e);
        }
      }
      return true;
    }
  }
}
