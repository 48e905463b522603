package dev.dyno.bench.alert;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A mail server that does not know one address (RFC 5321), which GreenMail cannot be told.
final class PickyMail implements AutoCloseable {
  private final ServerSocket server;
  private final String unknown;
  private final List<String> taken = new CopyOnWriteArrayList<>();

  PickyMail(String unknown) throws IOException {
    this.unknown = unknown;
    this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  /// Whole letters.
  List<String> taken() {
    return taken;
  }

  private void serve() {
    while (true) {
      try (var socket = server.accept();
          var in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
          var out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.US_ASCII)) {
        out.print("220 here\r\n");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
          out.print(answer(line) + "\r\n");
          if (line.equals("DATA")) {
            taken.add(letter(in));
            out.print("250 taken\r\n");
          }
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private String answer(String line) {
    if (line.startsWith("RCPT TO:") && line.contains(unknown)) {
      return "550 no such user";
    }
    return line.equals("DATA") ? "354 go on" : "250 ok";
  }

  private static String letter(BufferedReader in) throws IOException {
    var letter = new StringBuilder();
    for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      letter.append(line).append('\n');
    }
    return letter.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
