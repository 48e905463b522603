package dev.dyno.engine.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Lets Prometheus read meters at `/metrics`, on the loopback address only.
///
/// `GET` and `HEAD`; anything else there is 405, anything elsewhere 404. Concurrency: scrapes are
/// served at once, each on a virtual thread; none is left after [#close].
public final class MetricsServer implements AutoCloseable {

  private static final String PATH = "/metrics";
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final int NO_BODY = -1;
  private static final int MOST = 65_535;

  private final HttpServer server;
  private final ExecutorService threads;

  private MetricsServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /// Serves the engine's meters.
  ///
  /// @param port 1 to 65535, or 0 for any free one
  /// @throws IOException when the port is taken, or no port
  public static MetricsServer start(int port, Prometheus meters) throws IOException {
    return start(port, meters::scrape);
  }

  /// Serves any text.
  ///
  /// @param port 1 to 65535, or 0 for any free one
  /// @param text in Prometheus' text format 0.0.4; asked at every `GET` and `HEAD`
  /// @throws IOException when the port is taken, or no port
  public static MetricsServer start(int port, Supplier<String> text) throws IOException {
    if (port < 0 || port > MOST) {
      throw new IOException(
          "port %d for metrics: needs 1 to %d, or 0 for any free one".formatted(port, MOST));
    }
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException taken) {
      throw new IOException(
          "port %d for metrics: %s; name a free one, or 0".formatted(port, taken.getMessage()),
          taken);
    }
    var threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("dyno-metrics-", 0).factory());
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, text));
    server.start();
    return new MetricsServer(server, threads);
  }

  /// Where to scrape: `http://127.0.0.1:PORT/metrics`.
  public URI uri() {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), PATH));
  }

  private static void answer(HttpExchange exchange, Supplier<String> text) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        exchange.sendResponseHeaders(404, NO_BODY);
        return;
      }
      switch (exchange.getRequestMethod()) {
        case "GET" -> {
          var body = body(exchange, text);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
        }
        case "HEAD" -> {
          var length = Integer.toString(body(exchange, text).length);
          exchange.getResponseHeaders().set("Content-Length", length);
          exchange.sendResponseHeaders(200, NO_BODY);
        }
        default -> {
          exchange.getResponseHeaders().set("Allow", "GET, HEAD");
          exchange.sendResponseHeaders(405, NO_BODY);
        }
      }
    }
  }

  private static byte[] body(HttpExchange exchange, Supplier<String> text) {
    exchange.getResponseHeaders().set("Content-Type", TYPE);
    return text.get().getBytes(StandardCharsets.UTF_8);
  }

  /// Stops to listen, and cuts scrapes that run. The second time nothing happens.
  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
