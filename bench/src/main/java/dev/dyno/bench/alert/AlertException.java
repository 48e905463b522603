package dev.dyno.bench.alert;

/// A target that cannot be used as it is configured. The message says which, and what to do.
public final class AlertException extends Exception {
  private static final long serialVersionUID = 1;

  AlertException(String message) {
    super(message);
  }
}
