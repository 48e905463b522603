package dev.dyno.bench.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A real HTTP server that answers as it is told to.
final class Target implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Integer> answers = new ArrayDeque<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile CountDownLatch held = new CountDownLatch(0);
  final List<Taken> taken = new CopyOnWriteArrayList<>();

  record Taken(Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  Target() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  /// Statuses of the next answers, then 204; 0 never answers, 202 never ends its body.
  void answers(int... statuses) {
    synchronized (answers) {
      answers.clear();
      for (int status : statuses) {
        answers.add(status);
      }
    }
  }

  /// Answers nobody until it is told to.
  void holds() {
    held = new CountDownLatch(1);
  }

  /// Waits until something was sent here.
  void awaitFirst() throws InterruptedException {
    first.await();
  }

  void letGo() {
    held.countDown();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      taken.add(new Taken(exchange.getRequestHeaders(), body));
      first.countDown();
      held.await();
      int status;
      synchronized (answers) {
        status = answers.isEmpty() ? 204 : answers.remove();
      }
      if (status == 0) {
        closing.await();
      }
      if (status == 429) {
        exchange.getResponseHeaders().add("Retry-After", "7");
      }
      exchange.sendResponseHeaders(status, status == 202 ? 100 : -1);
      if (status == 202) {
        exchange.getResponseBody().flush();
        closing.await();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  String url() {
    return "http://localhost:%d/secret-path".formatted(server.getAddress().getPort());
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }
}
