package dev.dyno.engine.metrics;

import java.util.Locale;

/// What can be asked of a daemon; a tag of meters, and a field of events.
public enum Operation {
  /// Whether it answers.
  PING,
  /// Whether it answers again, after it was left in peace.
  PROBE,
  /// Which one it is.
  VERSION,
  /// Creation of a container.
  CREATE,
  /// Start of a container.
  START,
  /// Stop of a container.
  STOP,
  /// A signal to a container.
  SIGNAL,
  /// Wait for a container's end.
  AWAIT,
  /// Removal of a container.
  REMOVE,
  /// List of containers.
  LIST,
  /// A look at a container.
  INSPECT,
  /// An image made of a container.
  COMMIT,
  /// What a container wrote.
  LOGS,
  /// A process in a container.
  EXEC,
  /// Files into a container.
  COPY_IN,
  /// A file out of a container.
  COPY_OUT,
  /// An image made of a context.
  BUILD,
  /// List of images.
  LIST_IMAGES,
  /// A look at an image.
  INSPECT_IMAGE,
  /// An image from a registry.
  PULL,
  /// An image to a registry.
  PUSH,
  /// One more name for an image.
  TAG,
  /// Removal of an image.
  REMOVE_IMAGE;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// As tag and field: `copy_in`.
  public String label() {
    return label;
  }
}
