package dev.dyno.reports.policy;

/// A `dyno.yaml` that cannot be used. The message names file and line, what is wrong, and what to
/// write instead.
public final class GateFileException extends Exception {

  private static final long serialVersionUID = 1;

  GateFileException(String message) {
    super(message);
  }

  GateFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
