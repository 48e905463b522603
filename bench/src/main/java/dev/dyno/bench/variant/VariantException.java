package dev.dyno.bench.variant;

/// A variant that cannot be had. The message says which, why, and what to do.
public final class VariantException extends Exception {

  private static final long serialVersionUID = 1;

  VariantException(String message) {
    super(message);
  }

  VariantException(String message, Throwable cause) {
    super(message, cause);
  }
}
