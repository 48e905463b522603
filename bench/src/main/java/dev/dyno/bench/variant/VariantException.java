package dev.dyno.bench.variant;

/// A variant that cannot be had. The message says which, why, and what to do.
public sealed class VariantException extends Exception {

  private static final long serialVersionUID = 1;

  VariantException(String message) {
    super(message);
  }

  VariantException(String message, Throwable cause) {
    super(message, cause);
  }

  /// Its project's own build failed, so that it cannot be had, and others may.
  public static final class BuildFailed extends VariantException {

    private static final long serialVersionUID = 1;

    BuildFailed(String message) {
      super(message);
    }
  }
}
