package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.fault.What;

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

  /// A refusal that a fault asks for, as a daemon says it.
  static DaemonError injected(What.Status refusal) {
    int status = refusal.status();
    return new DaemonError(
        status,
        switch (status) {
          case 401 -> "unauthorized: authentication required";
          case 403 -> "denied: requested access to the resource is denied";
          case 404 -> "not found: injected by a fault";
          case 429 ->
              "toomanyrequests: "
                  + refusal
                      .retryAfter()
                      .map(it -> "retry-after: %ds, allowed: 1/minute".formatted(it.toSeconds()))
                      .orElse("injected by a fault");
          default -> "status %d injected by a fault".formatted(status);
        });
  }

  int status() {
    return status;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
