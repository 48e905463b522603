package dev.dyno.engine.runtime;

import dev.dyno.engine.metrics.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An operation of the daemon failed. The kinds are what a caller can act upon.
public abstract sealed class RuntimeFailure extends Exception {

  private static final long serialVersionUID = 1;

  RuntimeFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// As meters and events tell it.
  public final Outcome outcome() {
    return switch (this) {
      case NotFound _ -> Outcome.NOT_FOUND;
      case Conflict _ -> Outcome.CONFLICT;
      case Refused _ -> Outcome.REFUSED;
      case CircuitOpen _ -> Outcome.CIRCUIT_OPEN;
      case DaemonUnavailable _, RegistryUnavailable _ -> Outcome.UNAVAILABLE;
      case TimedOut _ -> Outcome.TIMED_OUT;
      case Interrupted _ -> Outcome.INTERRUPTED;
      case Failed _ -> Outcome.FAILED;
    };
  }

  /// There is no such image, tag, container or file: asking again does not help.
  public static final class NotFound extends RuntimeFailure {
    private static final long serialVersionUID = 1;

    NotFound(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The state of things forbids it: a name is taken, a container that must run does not.
  public static final class Conflict extends RuntimeFailure {
    private static final long serialVersionUID = 1;

    Conflict(String message, Throwable cause) {
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

  /// The daemon or the registry could not answer just now: asking again may help. The only kind
  /// that does.
  public abstract static sealed class Unavailable extends RuntimeFailure {
    private static final long serialVersionUID = 1;

    private final transient Optional<Duration> retryAfter;

    Unavailable(String message, @Nullable Throwable cause, Optional<Duration> retryAfter) {
      super(message, cause);
      this.retryAfter = retryAfter;
    }

    /// How long it asked to be left in peace; empty when it said nothing about that.
    public Optional<Duration> retryAfter() {
      return retryAfter;
    }
  }

  /// The daemon did not answer, or said that it cannot just now.
  public static final class DaemonUnavailable extends Unavailable {
    private static final long serialVersionUID = 1;

    DaemonUnavailable(String message, Throwable cause, Optional<Duration> retryAfter) {
      super(message, cause, retryAfter);
    }
  }

  /// The daemon answered that a registry does not, or cannot just now.
  public static final class RegistryUnavailable extends Unavailable {
    private static final long serialVersionUID = 1;

    RegistryUnavailable(String message, Throwable cause, Optional<Duration> retryAfter) {
      super(message, cause, retryAfter);
    }
  }

  /// Not even asked: too many operations before this one found the daemon, or the registry,
  /// unavailable.
  public static final class CircuitOpen extends Unavailable {
    private static final long serialVersionUID = 1;

    private final String of;
    private final Instant since;

    CircuitOpen(String message, String of, Instant since, Optional<Duration> retryAfter) {
      super(message, null, retryAfter);
      this.of = of;
      this.since = since;
    }

    /// Who is left in peace: `daemon tcp://127.0.0.1:2375` or `registry ghcr.io`.
    public String of() {
      return of;
    }

    /// Since when.
    public Instant since() {
      return since;
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

  /// The daemon said no for another reason, or what was given to it could not be read; the reason
  /// stands in the message.
  public static final class Failed extends RuntimeFailure {
    private static final long serialVersionUID = 1;

    Failed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
