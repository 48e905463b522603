package dev.dyno.engine.logs;

import java.io.IOException;

/// The sink of a log failed. The message says when, why, and how much was dropped since.
public final class LogException extends IOException {

  private static final long serialVersionUID = 1;

  LogException(String message, Throwable cause) {
    super(message, cause);
  }
}
