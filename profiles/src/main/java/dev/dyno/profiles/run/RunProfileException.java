package dev.dyno.profiles.run;

/// A run profile that cannot be used. The message says which, where, and what to do.
public final class RunProfileException extends Exception {

  private static final long serialVersionUID = 1;

  RunProfileException(String message) {
    super(message);
  }

  RunProfileException(String message, Throwable cause) {
    super(message, cause);
  }
}
