package dev.dyno.engine.embedded.daemon;

/// An answer of the daemon that is not what the client hoped for.
final class DaemonError extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  /// @param status of HTTP
  /// @param message for people, in docker's words where docker has some
  DaemonError(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
