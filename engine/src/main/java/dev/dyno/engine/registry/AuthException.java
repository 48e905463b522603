package dev.dyno.engine.registry;

/// Credentials could not be worked out. The message says of which registry, why, and what to do; it
/// never holds a secret.
public final class AuthException extends Exception {

  private static final long serialVersionUID = 1;

  AuthException(String message) {
    super(message);
  }

  AuthException(String message, Throwable cause) {
    super(message, cause);
  }
}
