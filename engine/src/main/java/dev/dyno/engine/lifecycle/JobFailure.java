package dev.dyno.engine.lifecycle;

import dev.dyno.engine.metrics.Outcome;

/// A job did not give its result. The kinds are what its submitter can act upon.
public abstract sealed class JobFailure extends Exception {

  private static final long serialVersionUID = 1;

  JobFailure(String message) {
    super(message);
  }

  JobFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /// As meters and events tell it.
  public final Outcome outcome() {
    return switch (this) {
      case Failed _ -> Outcome.FAILED;
      case TimedOut _ -> Outcome.TIMED_OUT;
      case Cancelled _ -> Outcome.CANCELLED;
      case Rejected _ -> Outcome.REJECTED;
    };
  }

  /// The work itself failed; the cause is what it threw.
  public static final class Failed extends JobFailure {
    private static final long serialVersionUID = 1;

    Failed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Time was up, in the queue or at work: the message says where, and whose time.
  public static final class TimedOut extends JobFailure {
    private static final long serialVersionUID = 1;

    TimedOut(String message) {
      super(message);
    }

    TimedOut(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Its submitter, or the workers' close, gave it up after it was submitted.
  public static final class Cancelled extends JobFailure {
    private static final long serialVersionUID = 1;

    Cancelled(String message) {
      super(message);
    }
  }

  /// The workers were closed before its turn came: it never ran.
  public static final class Rejected extends JobFailure {
    private static final long serialVersionUID = 1;

    Rejected(String message) {
      super(message);
    }
  }
}
