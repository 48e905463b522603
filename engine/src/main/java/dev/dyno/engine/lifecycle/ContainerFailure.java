package dev.dyno.engine.lifecycle;

/// A container did not do what was wanted of it. The kinds are what a caller can act upon.
public abstract sealed class ContainerFailure extends Exception {

  private static final long serialVersionUID = 1;

  ContainerFailure(String message) {
    super(message);
  }

  ContainerFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /// Its process ended with a code other than 0.
  public static final class Exited extends ContainerFailure {
    private static final long serialVersionUID = 1;

    private final int code;

    Exited(String message, int code) {
      super(message);
      this.code = code;
    }

    /// The code; 128 + n when signal n ended it.
    public int code() {
      return code;
    }
  }

  /// It ended before it was ready, with whatever code.
  public static final class NeverReady extends ContainerFailure {
    private static final long serialVersionUID = 1;

    private final int code;

    NeverReady(String message, int code) {
      super(message);
      this.code = code;
    }

    /// With which it ended; 0, too.
    public int code() {
      return code;
    }
  }

  /// There is one of that name, but of another image.
  public static final class OtherImage extends ContainerFailure {
    private static final long serialVersionUID = 1;

    OtherImage(String message) {
      super(message);
    }
  }

  /// It still ran when the deadline passed.
  public static final class StillRunning extends ContainerFailure {
    private static final long serialVersionUID = 1;

    StillRunning(String message) {
      super(message);
    }
  }

  /// How it ended cannot be known: it was let go, or the daemon does not tell.
  public static final class Lost extends ContainerFailure {
    private static final long serialVersionUID = 1;

    Lost(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
