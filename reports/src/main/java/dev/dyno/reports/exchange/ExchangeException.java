package dev.dyno.reports.exchange;

/// A file that is not what it should be. The message says where, which value, and what would do.
public final class ExchangeException extends Exception {
  private static final long serialVersionUID = 1;

  ExchangeException(String message) {
    super(message);
  }

  ExchangeException(int line, int column, String field, String what) {
    super("line %d, column %d, field %s: %s".formatted(line, column, field, what));
  }
}
