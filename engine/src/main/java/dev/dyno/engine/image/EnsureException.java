package dev.dyno.engine.image;

import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Some images could not be had. All others were.
public final class EnsureException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient List<Failure> failures;

  /// One image's failure.
  ///
  /// @param image in question
  /// @param cause a [dev.dyno.engine.runtime.RuntimeFailure] or an
  ///     [dev.dyno.engine.registry.AuthException]; when it was not begun a
  ///     [java.util.concurrent.TimeoutException], or an [InterruptedException]
  public record Failure(ImageReference image, Exception cause) {}

  EnsureException(List<Failure> failures) {
    super(
        failures.stream()
            .map(failure -> failure.image() + ": " + failure.cause().getMessage())
            .collect(Collectors.joining("; ")),
        failures.getFirst().cause());
    this.failures = List.copyOf(failures);
  }

  /// Whether each of them was given up because its time had passed.
  public boolean late() {
    return failures.stream()
        .map(Failure::cause)
        .allMatch(
            cause -> cause instanceof TimeoutException || cause instanceof RuntimeFailure.TimedOut);
  }

  /// In the order in which the images were asked for.
  public List<Failure> failures() {
    return failures;
  }
}
