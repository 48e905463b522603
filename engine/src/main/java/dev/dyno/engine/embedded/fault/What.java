package dev.dyno.engine.embedded.fault;

import dev.dyno.engine.embedded.latency.Spread;
import java.time.Duration;
import java.util.Optional;

/// What goes wrong.
public sealed interface What {

  /// Goes wrong before a request is looked at.
  sealed interface AtStart extends What {}

  /// The request waits: a slow network, a slow stop.
  ///
  /// @param seed of the times drawn
  record Latency(Spread time, long seed) implements AtStart {}

  /// The request is refused with an HTTP status: 401 for an expired token, 403, 404, 429, 5xx.
  ///
  /// @param status 400 to 599
  /// @param retryAfter in whole seconds, sent as Retry-After
  record Status(int status, Optional<Duration> retryAfter) implements AtStart {
    /// Checks the status.
    public Status {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException(
            "status %d is not a refusal; use 400 to 599".formatted(status));
      }
      retryAfter.ifPresent(it -> requireNotNegative("retryAfter in s", it.toSeconds()));
    }
  }

  /// The server closes all connections and refuses new ones, for so long: as if killed and
  /// restarted.
  record Refused(Duration time) implements AtStart {
    /// Checks the time.
    public Refused {
      requirePositive("refused for ms", time.toMillis());
    }
  }

  /// The connection is reset instead of an answer.
  record Reset() implements AtStart {}

  /// There is never an answer. The request ends when its client leaves or the fault is switched
  /// off.
  record Hang() implements AtStart {}

  /// Slows bodies down, either way.
  sealed interface OfFlow extends What {}

  /// Limits the bandwidth.
  ///
  /// @param bytesPerSecondPerConnection 0 for unlimited
  /// @param bytesPerSecondShared by all requests that the fault strikes, 0 for unlimited
  record Bandwidth(long bytesPerSecondPerConnection, long bytesPerSecondShared) implements OfFlow {
    /// Checks that nothing is negative.
    public Bandwidth {
      requireNotNegative("bytes per second and connection", bytesPerSecondPerConnection);
      requireNotNegative("bytes per second shared", bytesPerSecondShared);
    }
  }

  /// A few bytes at a time.
  ///
  /// @param bytes at least 1
  /// @param every between two drops, above 0
  record Drip(int bytes, Duration every) implements OfFlow {
    /// Checks both.
    public Drip {
      requirePositive("drip bytes", bytes);
      requirePositive("drip every ms", every.toMillis());
    }
  }

  /// Goes wrong inside the body of an answer, once so many bytes are out and more are to come.
  sealed interface InBody extends What {
    /// Bytes before it, at least 0.
    long afterBytes();
  }

  /// The body ends there, though its head promised more.
  record Truncated(long afterBytes) implements InBody {
    /// Checks the position.
    public Truncated {
      requireNotNegative("afterBytes", afterBytes);
    }
  }

  /// The connection is reset there.
  record ResetInBody(long afterBytes) implements InBody {
    /// Checks the position.
    public ResetInBody {
      requireNotNegative("afterBytes", afterBytes);
    }
  }

  /// Nothing comes any more, as with [Hang].
  record HangInBody(long afterBytes) implements InBody {
    /// Checks the position.
    public HangInBody {
      requireNotNegative("afterBytes", afterBytes);
    }
  }

  /// One bit of the next byte is wrong, so that the content no longer has its digest.
  record WrongDigest(long afterBytes) implements InBody {
    /// Checks the position.
    public WrongDigest {
      requireNotNegative("afterBytes", afterBytes);
    }
  }

  /// A pull, push or build of the daemon ends with `errorDetail` in its stream.
  ///
  /// @param message for people
  /// @param afterMessages of the stream, at least 0
  record ErrorDetail(String message, long afterMessages) implements What {
    /// Checks the position.
    public ErrorDetail {
      requireNotNegative("afterMessages", afterMessages);
    }
  }

  /// The daemon goes on with what it does though its client has gone.
  record IgnoredCancellation() implements What {}

  /// The server's store takes so many bytes from the time the fault is on, and then no more.
  record FullDisk(long afterBytes) implements What {
    /// Checks the position.
    public FullDisk {
      requireNotNegative("afterBytes", afterBytes);
    }
  }

  private static void requirePositive(String what, long number) {
    if (number < 1) {
      throw new IllegalArgumentException("%s: %d is not at least 1".formatted(what, number));
    }
  }

  private static void requireNotNegative(String what, long number) {
    if (number < 0) {
      throw new IllegalArgumentException("%s: %d is negative".formatted(what, number));
    }
  }
}
