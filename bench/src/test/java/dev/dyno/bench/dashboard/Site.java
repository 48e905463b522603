package dev.dyno.bench.dashboard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A dashboard that serves, and the folder that it shows.
record Site(Path folder, Dashboard dashboard) implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  static Site of(Path folder) throws IOException {
    return of(folder, Optional.empty(), Optional.empty());
  }

  static Site of(Path folder, Optional<Token> token, Optional<URI> engine) throws IOException {
    return of(folder, token, Optional.empty(), engine);
  }

  static Site of(
      Path folder, Optional<Token> token, Optional<Token> writeToken, Optional<URI> engine)
      throws IOException {
    var settings =
        new Settings(
            InetAddress.getLoopbackAddress(),
            0,
            history(folder),
            folder.resolve("runs"),
            token,
            writeToken,
            engine);
    return new Site(folder, Dashboard.start(settings));
  }

  static String history(Path folder) {
    return folder.resolve("history.db").toString();
  }

  /// A folder for a run.
  Path run(String name) throws IOException {
    return Files.createDirectories(folder.resolve("runs").resolve(name));
  }

  URI at(String path) {
    return dashboard.uri().resolve(path);
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(at(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path) throws Exception {
    var request =
        HttpRequest.newBuilder(at(path)).method(method, HttpRequest.BodyPublishers.ofString("x"));
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(at(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .headers(headers);
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// The answer to exactly these bytes, which no well-bred client would send.
  String raw(String request) throws IOException {
    try (var socket = new Socket(dashboard.uri().getHost(), dashboard.uri().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    dashboard.close();
  }
}
