package dev.dyno.engine.lifecycle;

import dev.dyno.engine.deadline.OperationKind;
import dev.dyno.engine.registry.ImageReference;
import java.util.Locale;

/// A lifecycle operation for [Workers].
///
/// Their order of importance: **stop, start, pull, push, build**. A stop frees what others wait
/// for and is short; a build takes longest and nothing on the daemon waits for it.
///
/// @param <T> what it makes
public sealed interface Job<T> {

  /// What is to be done.
  Work<T> work();

  /// What it is done to, for messages.
  String target();

  /// Brings an image to the daemon.
  record Pull<T>(ImageReference image, Work<T> work) implements Job<T> {
    @Override
    public String target() {
      return image.familiar();
    }
  }

  /// Starts a container.
  ///
  /// @param container name or id
  record Start<T>(String container, Work<T> work) implements Job<T> {
    @Override
    public String target() {
      return container;
    }
  }

  /// Stops a container.
  ///
  /// @param container name or id
  record Stop<T>(String container, Work<T> work) implements Job<T> {
    @Override
    public String target() {
      return container;
    }
  }

  /// Builds an image.
  record Build<T>(ImageReference image, Work<T> work) implements Job<T> {
    @Override
    public String target() {
      return image.familiar();
    }
  }

  /// Takes an image to its registry.
  record Push<T>(ImageReference image, Work<T> work) implements Job<T> {
    @Override
    public String target() {
      return image.familiar();
    }
  }

  /// Whose time limit it has.
  default OperationKind kind() {
    return switch (this) {
      case Pull<T> _ -> OperationKind.PULL;
      case Start<T> _ -> OperationKind.START;
      case Stop<T> _ -> OperationKind.STOP;
      case Build<T> _ -> OperationKind.BUILD;
      case Push<T> _ -> OperationKind.PUSH;
    };
  }

  /// Its place in the order of importance, 0 for the first.
  default int rank() {
    return switch (this) {
      case Stop<T> _ -> 0;
      case Start<T> _ -> 1;
      case Pull<T> _ -> 2;
      case Push<T> _ -> 3;
      case Build<T> _ -> 4;
    };
  }

  /// `stop of web`.
  default String title() {
    return kind().name().toLowerCase(Locale.ROOT) + " of " + target();
  }
}
