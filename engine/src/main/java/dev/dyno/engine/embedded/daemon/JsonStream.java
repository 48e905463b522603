package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// The answer of a long operation: one JSON object after the other, each sent at once.
///
/// For one thread. A write is the only way to learn that the client has gone.
final class JsonStream implements AutoCloseable {
  private final OutputStream out;

  /// The client closed its connection; the operation is to be abandoned.
  static final class ClientGone extends IOException {
    private static final long serialVersionUID = 1;

    ClientGone(IOException cause) {
      super("the client has gone", cause);
    }
  }

  private JsonStream(OutputStream out) {
    this.out = out;
  }

  /// Commits the answer to 200: from here on, errors travel inside.
  static JsonStream begin(Exchange exchange) throws IOException {
    exchange.with("Content-Type", "application/json");
    return new JsonStream(exchange.stream(200, OptionalLong.empty()));
  }

  /// Says nothing to nobody.
  static JsonStream silent() {
    return new JsonStream(OutputStream.nullOutputStream());
  }

  void send(Object message) throws ClientGone {
    try {
      out.write(Json.bytes(message));
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    } catch (IOException e) {
      throw new ClientGone(e);
    }
  }

  void status(String status) throws ClientGone {
    send(Map.of("status", status));
  }

  void status(String id, String status) throws ClientGone {
    var message = new LinkedHashMap<String, Object>();
    message.put("status", status);
    message.put("id", id);
    send(message);
  }

  void progress(Transfer.Snapshot transfer) throws ClientGone {
    var message = new LinkedHashMap<String, Object>();
    message.put("status", transfer.status());
    message.put(
        "progressDetail",
        transfer.isMoving()
            ? Map.of("current", transfer.current(), "total", transfer.total())
            : Map.of());
    if (transfer.isMoving()) {
      message.put("progress", "%d/%d bytes".formatted(transfer.current(), transfer.total()));
    }
    message.put("id", transfer.id());
    send(message);
  }

  /// A line of a build.
  void text(String text) throws ClientGone {
    send(Map.of("stream", text));
  }

  void aux(Object value) throws ClientGone {
    send(Map.of("aux", value));
  }

  void error(String message) throws ClientGone {
    var error = new LinkedHashMap<String, Object>();
    error.put("errorDetail", Map.of("message", message));
    error.put("error", message);
    send(error);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
