package dev.dyno.engine.embedded.daemon;

import java.util.Locale;

/// What a request asks for, as the counters tell them apart.
public enum DaemonRequest {
  /// Is anybody there?
  PING,
  /// Version and information.
  INFO,
  /// A login is checked.
  AUTH,
  /// Images are listed.
  LIST,
  /// An image, or its history, is looked at.
  INSPECT,
  /// An image is pulled.
  PULL,
  /// An image is pushed.
  PUSH,
  /// An image is built.
  BUILD,
  /// An image gets a name.
  TAG,
  /// An image, or a name of it, is removed.
  REMOVE,
  /// Containers are asked for.
  CONTAINER,
  /// Whatever is not implemented.
  OTHER;

  /// The name in JSON, such as `pull`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
