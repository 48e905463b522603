package dev.dyno.engine.embedded.daemon;

import java.io.IOException;

/// A registry said no.
final class RegistryFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  /// @param status that the registry answered
  RegistryFailure(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
