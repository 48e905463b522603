package dev.dyno.engine.embedded.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers that pause for longer than the server's patience with silent connections. docker-java's
/// users lost their followed logs to such a limit (docker-java issue 1702).
class ConversationTest {
  private static final Duration IDLE = Duration.ofSeconds(2);
  private static final int PATIENCE = 60_000;

  private final CountDownLatch waiting = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private LoopbackServer server;

  @BeforeEach
  void start() throws IOException {
    server = LoopbackServer.start("paused", 0, this::serve, IDLE);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void serve(Exchange exchange) throws Exception {
    switch (exchange.path()) {
      case "/begun" -> {
        try (var out = exchange.stream(200, OptionalLong.empty())) {
          out.flush();
          release.await();
          out.write("end".getBytes(UTF_8));
        }
      }
      case "/late" -> {
        waiting.countDown();
        release.await();
        exchange.sendText(200, "end");
      }
      case "/conversation" ->
          exchange.converse(
              "text/plain",
              out -> {
                release.await();
                out.write("end".getBytes(UTF_8));
              });
      default -> throw new IllegalArgumentException(exchange.path());
    }
  }

  @Test
  void an_answer_outlasts_the_limit_that_cuts_an_idle_connection() throws Exception {
    try (var begun = ask("/begun", "");
        var conversation = ask("/conversation", "");
        var upgraded = ask("/conversation", "Connection: Upgrade\r\nUpgrade: tcp\r\n");
        var late = ask("/late", "");
        var idle = connect()) {
      assertThat(readHead(begun)).startsWith("HTTP/1.1 200 ");
      assertThat(readHead(conversation)).startsWith("HTTP/1.1 200 ");
      assertThat(readHead(upgraded)).startsWith("HTTP/1.1 101 ");
      waiting.await();
      // Twice the limit, so that it has passed for all.
      assertThat(readToEnd(idle)).isEmpty();
      try (var idleAgain = connect()) {
        assertThat(readToEnd(idleAgain)).isEmpty();
      }

      release.countDown();

      assertThat(readToEnd(begun)).contains("end");
      assertThat(readToEnd(conversation)).contains("end");
      assertThat(readToEnd(upgraded)).isEqualTo("end");
      assertThat(readToEnd(late)).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nend");
    }
  }

  private Socket ask(String path, String headers) throws IOException {
    var socket = connect();
    var request = "GET %s HTTP/1.1\r\nHost: x\r\n%s\r\n".formatted(path, headers);
    socket.getOutputStream().write(request.getBytes(UTF_8));
    return socket;
  }

  private static String readHead(Socket socket) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as(head.toString()).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }

  private Socket connect() throws IOException {
    var host = server.host().split(":", 2);
    var socket = new Socket(host[0], Integer.parseInt(host[1]));
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  private static String readToEnd(Socket socket) throws IOException {
    var seen = new StringBuilder();
    var in = socket.getInputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      seen.append((char) next);
    }
    return seen.toString();
  }
}
