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
  /// Containers are listed, looked at or renamed.
  CONTAINER,
  /// A container is created.
  CREATE,
  /// A container is started.
  START,
  /// A container is stopped, perhaps to start again.
  STOP,
  /// A container gets a signal.
  KILL,
  /// The end of a container is waited for.
  WAIT,
  /// The log of a container is read.
  LOGS,
  /// The output of a container is listened to.
  ATTACH,
  /// One more program in a container is prepared, run or looked at.
  EXEC,
  /// Files are copied into a container or out of it.
  COPY,
  /// A container becomes an image.
  COMMIT,
  /// A container is removed.
  CONTAINER_REMOVE,
  /// Whatever is not implemented.
  OTHER;

  /// The name in JSON, such as `pull`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
