package dev.dyno.engine.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A daemon that answers, byte for byte, what a test wants.
public final class FakeDaemon implements AutoCloseable {

  private final ServerSocketChannel server;
  private final Endpoint endpoint;
  private final Script script;
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  /// What it answers.
  @FunctionalInterface
  public interface Script {
    /// @param request such as `GET /_ping`; its body was read
    void answer(String request, Wire wire) throws Exception;
  }

  /// The bytes of one answer.
  public record Wire(InputStream in, OutputStream out) {

    /// A whole answer.
    public void plain(String status, String type, String body, String... headers)
        throws IOException {
      head(status, type, headers);
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      text("Content-Length: %d\r\n\r\n".formatted(bytes.length));
      out.write(bytes);
      out.flush();
    }

    /// The start of an answer in chunks.
    public Wire chunked(String type) throws IOException {
      head("200 OK", type);
      text("Transfer-Encoding: chunked\r\n\r\n");
      return this;
    }

    /// One chunk.
    public void chunk(byte[] bytes) throws IOException {
      if (bytes.length > 0) {
        text("%x\r\n".formatted(bytes.length));
        out.write(bytes);
        text("\r\n");
      }
    }

    /// One chunk.
    public void chunk(String text) throws IOException {
      chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The last chunk.
    public void end() throws IOException {
      text("0\r\n\r\n");
    }

    /// Returns when the client is gone.
    public void untilGone() {
      try {
        while (in.read() >= 0) {
          // A client that waits sends nothing.
        }
      } catch (IOException _) {
        // Gone without a goodbye.
      }
    }

    private void head(String status, String type, String... headers) throws IOException {
      text("HTTP/1.1 %s\r\nContent-Type: %s\r\n".formatted(status, type));
      for (var header : headers) {
        text(header + "\r\n");
      }
    }

    private void text(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private FakeDaemon(ServerSocketChannel server, Endpoint endpoint, Script script) {
    this.server = server;
    this.endpoint = endpoint;
    this.script = script;
  }

  /// On a port of the loopback address.
  public static FakeDaemon tcp(Script script) throws IOException {
    var server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    var port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    return new FakeDaemon(server, Endpoint.embedded(port), script).begun();
  }

  /// On a socket in a folder.
  public static FakeDaemon unix(Path folder, Script script) throws IOException {
    var socket = folder.resolve("d.sock");
    Files.deleteIfExists(socket);
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket), 200);
    return new FakeDaemon(server, new Endpoint.Unix(socket), script).begun();
  }

  /// Where it listens.
  public Endpoint endpoint() {
    return endpoint;
  }

  /// What was asked so far, in order: such as `GET /_ping`.
  public List<String> requests() {
    return heads.stream().map(FakeDaemon::request).toList();
  }

  /// The same with all headers.
  public List<String> heads() {
    return List.copyOf(heads);
  }

  /// Connections that clients hold.
  public int connections() {
    return open.size();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var each : open) {
      each.close();
    }
  }

  private FakeDaemon begun() {
    Thread.ofVirtual().name("fake-daemon").start(this::accept);
    return this;
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().name("fake-daemon-client").start(() -> serve(socket));
      }
    } catch (ClosedChannelException over) {
      // As wanted.
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void serve(SocketChannel socket) {
    try (socket) {
      var in = Channels.newInputStream(socket);
      var out = Channels.newOutputStream(socket);
      for (var head = head(in); !head.isEmpty(); head = head(in)) {
        heads.add(head);
        skipBody(head, in);
        script.answer(request(head), new Wire(in, out));
      }
    } catch (Exception _) {
      // The client went, or the script wants to break off.
    } finally {
      open.remove(socket);
    }
  }

  /// @return empty when there is none
  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int read = in.read();
      if (read < 0) {
        return "";
      }
      head.write(read);
    }
    return head.toString(StandardCharsets.UTF_8);
  }

  private static String request(String head) {
    return head.substring(0, head.indexOf(" HTTP/"));
  }

  private static void skipBody(String head, InputStream in) throws IOException {
    for (var line : head.lines().toList()) {
      var lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        in.skipNBytes(Long.parseLong(lower.substring("content-length:".length()).strip()));
      } else if (lower.startsWith("transfer-encoding: chunked")) {
        skipChunks(in);
      }
    }
  }

  private static void skipChunks(InputStream in) throws IOException {
    long size;
    do {
      var line = new StringBuilder();
      for (int read = in.read(); read != '\n'; read = in.read()) {
        if (read < 0) {
          return;
        }
        line.append((char) read);
      }
      size = Long.parseLong(line.toString().strip(), 16);
      in.skipNBytes(size + 2);
    } while (size > 0);
  }
}
