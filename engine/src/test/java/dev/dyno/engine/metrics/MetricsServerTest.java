package dev.dyno.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.embedded.Eventually;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `/metrics` over real HTTP.
@Timeout(180)
class MetricsServerTest {

  private static final String TEXT = "# HELP a_total ä\n# TYPE a_total counter\na_total 1.0\n";

  @Test
  void get_and_head_tell_the_same_length_and_head_has_no_body() throws Exception {
    try (var server = MetricsServer.start(0, () -> TEXT)) {
      var got = ask("GET", server.uri());
      var head = ask("HEAD", server.uri());

      var length = Integer.toString(TEXT.getBytes(StandardCharsets.UTF_8).length);
      assertThat(got.statusCode()).isEqualTo(200);
      assertThat(got.body()).isEqualTo(TEXT);
      assertThat(got.headers().firstValue("Content-Length")).hasValue(length);
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Length")).hasValue(length);
      assertThat(head.headers().firstValue("Content-Type"))
          .isEqualTo(got.headers().firstValue("Content-Type"));
    }
  }

  @Test
  void nothing_else_is_there_and_nothing_can_be_written() throws Exception {
    try (var server = MetricsServer.start(0, () -> TEXT)) {
      for (var path : new String[] {"/", "/metrics/", "/metricsx", "/favicon.ico"}) {
        assertThat(ask("GET", server.uri().resolve(path)).statusCode()).as(path).isEqualTo(404);
      }
      for (var method : new String[] {"POST", "PUT", "DELETE"}) {
        var answer = ask(method, server.uri());
        assertThat(answer.statusCode()).as(method).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
      }
    }
  }

  @Test
  void it_listens_on_the_loopback_address_only() throws Exception {
    try (var server = MetricsServer.start(0, () -> TEXT)) {
      assertThat(server.uri().getHost()).isEqualTo("127.0.0.1");
      assertThat(server.uri().getPath()).isEqualTo("/metrics");
    }
  }

  @Test
  void a_port_that_is_taken_is_named() throws Exception {
    try (var first = MetricsServer.start(0, () -> TEXT)) {
      int port = first.uri().getPort();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> MetricsServer.start(port, () -> TEXT))
          .withMessageStartingWith("port %d for metrics: ".formatted(port))
          .withMessageEndingWith("name a free one, or 0");
    }
  }

  @Test
  void one_slow_scrape_does_not_hold_up_another() throws Exception {
    var inside = new CountDownLatch(2);
    try (var server =
        MetricsServer.start(
            0,
            () -> {
              inside.countDown();
              try {
                assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException cut) {
                throw new AssertionError(cut);
              }
              return TEXT;
            })) {
      try (var client = HttpClient.newHttpClient()) {
        var request = HttpRequest.newBuilder(server.uri()).build();
        var first = client.sendAsync(request, BodyHandlers.ofString());
        var second = client.sendAsync(request, BodyHandlers.ofString());
        assertThat(first.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(second.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void nothing_is_left_after_close() throws Exception {
    var before = threads();
    var server = MetricsServer.start(0, () -> TEXT);
    assertThat(ask("GET", server.uri()).statusCode()).isEqualTo(200);
    assertThat(threads()).as("a server has threads").isNotEqualTo(before);

    server.close();
    server.close();

    Eventually.isTrue("no thread is left", () -> before.containsAll(threads()));
    assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> ask("GET", server.uri()));
  }

  private static HttpResponse<String> ask(String method, URI address) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(address)
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofString());
    }
  }

  /// Without those of clients, of the JVM and of other tests.
  private static Set<Long> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.getName().startsWith("HTTP-Dispatcher")
                    || thread.getName().startsWith("idle-timeout")
                    || thread.getName().startsWith("dyno-metrics"))
        .map(Thread::threadId)
        .collect(Collectors.toSet());
  }
}
