package dev.dyno.bench.cli;

/// The command line asks for what cannot be. The message says what, which value, and what to do.
final class UsageException extends Exception {

  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }

  UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
