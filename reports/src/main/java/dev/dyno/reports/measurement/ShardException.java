package dev.dyno.reports.measurement;

/// Shards that make no whole run.
public sealed class ShardException extends Exception {
  private static final long serialVersionUID = 1;

  private ShardException(String message) {
    super(message);
  }

  /// Some were not measured, or not stored.
  public static final class Missing extends ShardException {
    private static final long serialVersionUID = 1;

    /// @param message which, and what to do
    public Missing(String message) {
      super(message);
    }
  }

  /// They are not of one plan, or one is there with two contents.
  public static final class Mismatch extends ShardException {
    private static final long serialVersionUID = 1;

    Mismatch(String message) {
      super(message);
    }
  }
}
