package dev.dyno.engine.embedded.container.files;

import java.io.IOException;

/// A path of a container that cannot be used as asked.
public abstract sealed class FilesException extends IOException {
  private static final long serialVersionUID = 1;

  private FilesException(String message) {
    super(message);
  }

  /// Nothing has this path.
  public static final class Missing extends FilesException {
    private static final long serialVersionUID = 1;

    Missing() {
      super("No such file or directory");
    }
  }

  /// The path, or a name in a tar, cannot be used; the message says which and why.
  public static final class Refused extends FilesException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }
}
