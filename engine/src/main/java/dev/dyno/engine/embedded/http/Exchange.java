package dev.dyno.engine.embedded.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/// One request and its answer, with blocking streams. For the thread that serves it.
public final class Exchange {
  private static final String JSON = "application/json";
  private static final Duration BEAT = Duration.ofMillis(100);

  private final Request request;
  private final Response response;
  private final Connection connection;
  private final Map<String, List<String>> query;
  private Traffic traffic = new Unshaped();
  private AnswerFilter filter = AnswerFilter.none();
  private Map<String, String> variables = Map.of();
  private boolean concluded;

  Exchange(Request request, Response response, Listening listening) {
    this.request = request;
    this.response = response;
    this.connection = new Connection(request.getConnectionMetaData(), listening);
    this.query = parseQuery(request.getHttpURI().getQuery());
  }

  /// From now on, every byte passes this.
  public void shape(Traffic by) {
    traffic = by;
  }

  /// The body of an answer that begins from now on passes this.
  public void filter(AnswerFilter by) {
    filter = by;
  }

  /// The client's connection.
  public Connection connection() {
    return connection;
  }

  /// GET, HEAD, …
  public String method() {
    return request.getMethod();
  }

  /// The path with its percent signs decoded.
  public String path() {
    return decode(request.getHttpURI().getPath().replace("+", "%2B"));
  }

  /// A part of the path that the route may have named.
  public Optional<String> optionalVariable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  /// A part of the path that the route named.
  public String variable(String name) {
    var value = variables.get(name);
    if (value == null) {
      throw new IllegalStateException("the route of %s has no part '%s'".formatted(path(), name));
    }
    return value;
  }

  void variables(Map<String, String> parts) {
    variables = parts;
  }

  /// The first query parameter of this name that is not empty.
  public Optional<String> query(String name) {
    return queries(name).stream().filter(value -> !value.isEmpty()).findFirst();
  }

  /// All query parameters of this name, in order.
  public List<String> queries(String name) {
    return query.getOrDefault(name, List.of());
  }

  /// Whether the parameter is set to what docker takes for true.
  public boolean flag(String name) {
    return query(name).filter(it -> !it.equals("0") && !it.equals("false")).isPresent();
  }

  /// A header of the request.
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /// Whether the client sends a body.
  public boolean hasBody() {
    return header("Transfer-Encoding").isPresent()
        || header("Content-Length").filter(it -> !it.equals("0")).isPresent();
  }

  /// The body of the request.
  public InputStream body() {
    return new FilterInputStream(Content.Source.asInputStream(request)) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, Math.min(length, traffic.chunk()));
        if (read > 0) {
          traffic.received(read);
        }
        return read;
      }
    };
  }

  /// The body of the request, whole.
  ///
  /// @throws IOException when it is longer than `limit` bytes
  public byte[] body(int limit) throws IOException {
    var bytes = body().readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new IOException("the body is longer than %d bytes".formatted(limit));
    }
    return bytes;
  }

  /// Does work during which nothing may be sent for long, so that only looking tells whether the
  /// client is still there: on a thread of its own, which is interrupted when the client has gone.
  ///
  /// Assumes that the work ends soon after an interrupt. All of the request's body is lost.
  ///
  /// @throws ConnectionCut when the client has gone
  /// @throws Exception whatever the work throws
  public <T> T whileAwaited(Callable<T> work) throws Exception {
    body().transferTo(OutputStream.nullOutputStream());
    var task = new FutureTask<>(work);
    var worker = Thread.ofVirtual().name("attended " + path()).start(task);
    try {
      while (!worker.join(BEAT)) {
        if (connection.abandoned() && filter.endsWithClient()) {
          throw new ConnectionCut("the client has gone");
        }
      }
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      worker.interrupt();
      worker.join();
    }
  }

  /// Sets a header of the answer.
  public Exchange with(String header, String value) {
    response.getHeaders().put(header, value);
    return this;
  }

  /// Answers with a status and no body.
  public void send(int status) throws IOException {
    send(status, JSON, new byte[0]);
  }

  /// Answers with JSON; `body` is what Jackson can write.
  public void sendJson(int status, Object body) throws IOException {
    send(status, JSON, Json.bytes(body));
  }

  /// Answers with plain text.
  public void sendText(int status, String text) throws IOException {
    send(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /// Answers with these bytes; to HEAD, with their number only.
  public void send(int status, String type, byte[] body) throws IOException {
    if (body.length > 0) {
      with("Content-Type", type);
    }
    try (var out = stream(status, OptionalLong.of(body.length))) {
      out.write(body);
    }
  }

  /// Begins an answer whose body follows. The stream must be closed; it drops the body of HEAD.
  ///
  /// @param length in bytes, or empty for chunks
  public OutputStream stream(int status, OptionalLong length) throws IOException {
    response.setStatus(status);
    length.ifPresent(it -> response.getHeaders().put(HttpHeader.CONTENT_LENGTH, it));
    traffic.starting(status);
    var out = Content.Sink.asOutputStream(response);
    return method().equals("HEAD")
        ? new AnswerStream(OutputStream.nullOutputStream(), out, traffic, OptionalLong.of(0))
        : filter.around(new AnswerStream(out, out, traffic, length), length);
  }

  /// The answer is whole, though who writes it does not know that; what it throws changes nothing.
  public void conclude() {
    concluded = true;
  }

  boolean concluded() {
    return concluded;
  }

  /// Answers with a stream that belongs to the conversation alone, to its end: over HTTP as usual,
  /// or, when the client asks for an upgrade, over the bare connection.
  ///
  /// @param then writes the stream; perhaps on another thread, after this method has returned
  /// @throws IOException when the stream cannot begin; `then` was not called, or it failed
  public void converse(String type, Conversation then) throws IOException, InterruptedException {
    with("Content-Type", type);
    var protocol = header("Upgrade");
    if (protocol.isEmpty()) {
      try (var out = stream(200, OptionalLong.empty())) {
        out.flush();
        then.speak(out);
      }
      return;
    }
    with("Connection", "Upgrade").with("Upgrade", protocol.get());
    var raw =
        new RawConnection(
            request, out -> then.speak(new AnswerStream(out, out, traffic, OptionalLong.empty())));
    request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, raw);
    response.setStatus(101);
    traffic.starting(101);
    Content.Sink.write(response, true, ByteBuffer.allocate(0));
  }

  /// Whether the head of the answer is out, so that an error can no longer become a status.
  public boolean committed() {
    return response.isCommitted();
  }

  private static Map<String, List<String>> parseQuery(@Nullable String raw) {
    if (raw == null || raw.isEmpty()) {
      return Map.of();
    }
    var parsed = new HashMap<String, List<String>>();
    for (var pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      var name = decode(equals < 0 ? pair : pair.substring(0, equals));
      var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      parsed.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
    return parsed;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static final class Unshaped implements Traffic {
    @Override
    public int chunk() {
      return 64 * 1024;
    }

    @Override
    public void starting(int status) {}

    @Override
    public void sending(int bytes) {}

    @Override
    public void received(int bytes) {}

    @Override
    public void ending() {}
  }
}
