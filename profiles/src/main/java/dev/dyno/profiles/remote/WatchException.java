package dev.dyno.profiles.remote;

/// Another JVM cannot be watched, or not any more. The kinds are what a caller can act upon.
public abstract sealed class WatchException extends Exception {

  private static final long serialVersionUID = 1;

  WatchException(String message) {
    super(message);
  }

  WatchException(String message, Throwable cause) {
    super(message, cause);
  }

  /// No JVM runs under that process id.
  public static final class NoJvm extends WatchException {
    private static final long serialVersionUID = 1;

    NoJvm(String message) {
      super(message);
    }
  }

  /// It is a JVM, and does not let us in: of another user, closed by a flag, or it does not answer.
  public static final class Refused extends WatchException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }

    /// @param message why, and what to do
    /// @param cause what the JVM or its agent answered
    public Refused(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// It let us in, and has no JFR that could record.
  public static final class NoRecorder extends WatchException {
    private static final long serialVersionUID = 1;

    NoRecorder(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// It was watched, and ended or stopped answering. What was kept before is whole.
  public static final class Lost extends WatchException {
    private static final long serialVersionUID = 1;

    Lost(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
