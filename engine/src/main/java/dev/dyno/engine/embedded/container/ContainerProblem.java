package dev.dyno.engine.embedded.container;

/// Why something cannot be done with a container, in dockerd's words where it has some.
public abstract sealed class ContainerProblem extends Exception {
  private static final long serialVersionUID = 1;

  private ContainerProblem(String message) {
    super(message);
  }

  /// There is no such thing.
  public static final class Missing extends ContainerProblem {
    private static final long serialVersionUID = 1;

    /// @param message that names it
    public Missing(String message) {
      super(message);
    }

    static Missing container(String nameOrId) {
      return new Missing("No such container: %s".formatted(nameOrId));
    }
  }

  /// Its state, or that of another, does not allow it.
  public static final class Conflict extends ContainerProblem {
    private static final long serialVersionUID = 1;

    Conflict(String message) {
      super(message);
    }
  }

  /// It is already as wanted.
  public static final class Unchanged extends ContainerProblem {
    private static final long serialVersionUID = 1;

    Unchanged(String message) {
      super(message);
    }
  }

  /// The request makes no sense.
  public static final class Invalid extends ContainerProblem {
    private static final long serialVersionUID = 1;

    /// @param message that says what is wrong with which value
    public Invalid(String message) {
      super(message);
    }
  }

  /// Docker can do it, and this daemon cannot.
  public static final class Unsupported extends ContainerProblem {
    private static final long serialVersionUID = 1;

    /// @param what cannot be done
    public Unsupported(String what) {
      super(what + " is not implemented by the embedded daemon; set DOCKER_HOST to a real one");
    }
  }
}
