package dev.dyno.reports.history;

/// The history cannot be read or written: says which, why, and what to do. What was to be written
/// is not there, not in part either.
public final class HistoryException extends Exception {
  private static final long serialVersionUID = 1;

  HistoryException(String message, Throwable cause) {
    super(message, cause);
  }

  HistoryException(String message) {
    super(message);
  }
}
