package dev.dyno.bench.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Where forks report: listens on loopback, and hands each fork to the host that it names.
///
/// Guarantees: a caller without a known token is hung up on, and disturbs nobody.
final class Coordinator implements AutoCloseable {

  private final ServerSocket listener;
  private final Map<String, Consumer<Seat>> expected = new ConcurrentHashMap<>();
  private final Thread door;

  private Coordinator(ServerSocket listener) {
    this.listener = listener;
    this.door = Thread.ofVirtual().name("dyno-coordinator").unstarted(this::welcome);
  }

  static Coordinator open() throws IOException {
    var coordinator = new Coordinator(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()));
    coordinator.door.start();
    return coordinator;
  }

  int port() {
    return listener.getLocalPort();
  }

  /// A new token; whoever calls with it is handed to `seats`.
  String expect(Consumer<Seat> seats) {
    var token = UUID.randomUUID().toString();
    expected.put(token, seats);
    return token;
  }

  /// No longer expects callers with this token.
  void forget(String token) {
    expected.remove(token);
  }

  private void welcome() {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        Thread.ofVirtual().name("dyno-greeting").start(() -> greet(socket));
      } catch (IOException closed) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(closed);
        }
      }
    }
  }

  private void greet(java.net.Socket socket) {
    try {
      var greeting = Seat.greet(socket);
      var seats = expected.get(greeting.token());
      if (seats == null) {
        greeting.seat().close();
      } else {
        seats.accept(greeting.seat());
      }
    } catch (IOException stranger) {
      try {
        socket.close();
      } catch (IOException already) {
        // Nothing is left to save.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
