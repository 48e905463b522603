package dev.dyno.engine.runtime;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where a daemon listens. Chosen once; the environment comes in as an argument, since only a
/// command line reads it.
public sealed interface Endpoint {

  /// A host and a port, without TLS.
  ///
  /// @param port 1 to 65535
  record Tcp(String host, int port) implements Endpoint {
    public Tcp {
      if (host.isBlank() || port < 1 || port > 65_535) {
        throw new IllegalArgumentException(
            "'%s:%d' is no endpoint: needs a host, and a port of 1 to 65535".formatted(host, port));
      }
    }

    @Override
    public URI uri() {
      return URI.create("tcp://%s:%d".formatted(host, port));
    }

    @Override
    public String toString() {
      return uri().toString();
    }
  }

  /// A socket in the file system.
  ///
  /// @param socket absolute
  record Unix(Path socket) implements Endpoint {
    public Unix {
      if (!socket.isAbsolute()) {
        throw new IllegalArgumentException(
            "'%s' is no endpoint: write the whole path of the socket".formatted(socket));
      }
    }

    @Override
    public URI uri() {
      return URI.create("unix://" + socket);
    }

    @Override
    public String toString() {
      return uri().toString();
    }
  }

  /// `tcp://host:port` or `unix:///path`.
  URI uri();

  /// A daemon of ours on this machine.
  static Endpoint embedded(int port) {
    return new Tcp("127.0.0.1", port);
  }

  /// Docker: `DOCKER_HOST`, or else its usual socket.
  ///
  /// @param environment variables by name
  /// @throws IllegalArgumentException when `DOCKER_HOST` asks for what we do not speak, such as TLS
  ///     or ssh; says what to do
  static Endpoint docker(Map<String, String> environment) {
    if (!environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()) {
      throw new IllegalArgumentException(
          "DOCKER_TLS_VERIFY is set, but TLS is not spoken here: unset it, and forward the daemon's"
              + " socket to this machine (ssh -L)");
    }
    var host = environment.getOrDefault("DOCKER_HOST", "");
    return host.isEmpty() ? new Unix(Path.of("/var/run/docker.sock")) : parse(host);
  }

  /// Podman's Docker-compatible socket: `CONTAINER_HOST`, or else the user's own one if there is
  /// one, or else the machine's.
  ///
  /// @param environment variables by name
  /// @throws IllegalArgumentException when `CONTAINER_HOST` asks for what we do not speak
  static Endpoint podman(Map<String, String> environment) {
    var host = environment.getOrDefault("CONTAINER_HOST", "");
    if (!host.isEmpty()) {
      return parse(host);
    }
    return Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
        .map(folder -> Path.of(folder, "podman", "podman.sock"))
        .filter(Files::exists)
        .<Endpoint>map(Unix::new)
        .orElseGet(() -> new Unix(Path.of("/run/podman/podman.sock")));
  }

  /// Reads `tcp://host:port` or `unix:///path`.
  ///
  /// @throws IllegalArgumentException for anything else; says what to write
  static Endpoint parse(String text) {
    if (text.startsWith("unix://")) {
      return new Unix(Path.of(text.substring("unix://".length())));
    }
    int colon = text.lastIndexOf(':');
    if (!text.startsWith("tcp://") || colon < "tcp://".length()) {
      throw unspoken(text);
    }
    try {
      return new Tcp(
          text.substring("tcp://".length(), colon), Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException noPort) {
      throw unspoken(text);
    }
  }

  private static IllegalArgumentException unspoken(String text) {
    return new IllegalArgumentException(
        "'%s' is no endpoint: write tcp://host:port or unix:///path".formatted(text));
  }
}
