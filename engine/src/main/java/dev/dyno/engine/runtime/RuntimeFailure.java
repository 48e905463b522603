package dev.dyno.engine.runtime;

/// An operation of the daemon failed. The kinds are what a caller can act upon.
public abstract sealed class RuntimeFailure extends Exception {

  private static final long serialVersionUID = 1;

  RuntimeFailure(String message, Throwable cause) {
    super(message, cause);
  }

  RuntimeFailure(String message) {
    super(message);
  }

  /// There is no such image, tag or container: asking again does not help.
  public static final class NotFound extends RuntimeFailure {
    private static final long serialVersionUID = 1;

    NotFound(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Who we are does not suffice, or is wrong: asking again does not help.
  public static final class Refused extends RuntimeFailure {
    private static final long serialVersionUID = 1;

    Refused(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The daemon or the registry could not answer just now: asking again may help.
  public static final class Unavailable extends RuntimeFailure {
    private static final long serialVersionUID = 1;

    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Time was up. What the daemon made of it meanwhile is unknown.
  public static final class TimedOut extends RuntimeFailure {
    private static final long serialVersionUID = 1;

    TimedOut(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The caller was interrupted.
  public static final class Interrupted extends RuntimeFailure {
    private static final long serialVersionUID = 1;

    Interrupted(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The daemon said no for another reason, which stands in the message.
  public static final class Failed extends RuntimeFailure {
    private static final long serialVersionUID = 1;

    Failed(String message, Throwable cause) {
      super(message, cause);
    }

    Failed(String message) {
      super(message);
    }
  }
}
