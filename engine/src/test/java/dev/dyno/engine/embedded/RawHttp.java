package dev.dyno.engine.embedded;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// HTTP over a plain socket, which hides nothing: neither a reset nor a missing byte.
public record RawHttp(Socket socket) implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /// What came before the body.
  ///
  /// @param headers by name in lower case
  public record Head(int status, Map<String, String> headers) {}

  /// Connects.
  public static RawHttp to(URI server) throws IOException {
    var socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout((int) SILENCE.toMillis());
    return new RawHttp(socket);
  }

  /// Sends a request without body.
  public RawHttp ask(String method, String path, String... headers) throws IOException {
    var request = new StringBuilder("%s %s HTTP/1.1\r\nHost: test\r\n".formatted(method, path));
    for (var header : headers) {
      request.append(header).append("\r\n");
    }
    request.append("\r\n");
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /// Reads up to the body.
  public Head head() throws IOException {
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    var headers = new TreeMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Head(status, headers);
  }

  /// Reads until the server closes.
  public byte[] rest() throws IOException {
    return in().readAllBytes();
  }

  /// Reads exactly so many bytes.
  public byte[] bytes(int number) throws IOException {
    var read = in().readNBytes(number);
    if (read.length < number) {
      throw new EOFException("only %d of %d bytes".formatted(read.length, number));
    }
    return read;
  }

  /// How long to wait for the next byte.
  public RawHttp patience(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    return this;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private InputStream in() throws IOException {
    return socket.getInputStream();
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int read = in().read(); read != '\n'; read = in().read()) {
      if (read < 0) {
        throw new EOFException("closed within the head, after '%s'".formatted(line));
      }
      line.write(read);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }
}
