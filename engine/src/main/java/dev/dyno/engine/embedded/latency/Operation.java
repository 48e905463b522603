package dev.dyno.engine.embedded.latency;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a client asks a daemon to do, told from method and path alone: whether the daemon has a
/// route for it does not matter.
public enum Operation {
  /// Is anybody there?
  PING("GET|HEAD", "/_ping"),
  /// Who is it?
  VERSION("GET", "/version"),
  /// How is it?
  INFO("GET", "/info"),
  /// A login is checked.
  AUTH("POST", "/auth"),
  /// What happens is told as it happens.
  EVENTS("GET", "/events"),
  /// An image is pulled.
  PULL("POST", "/images/create"),
  /// An image is pushed.
  PUSH("POST", "/images/.+/push"),
  /// An image is built.
  BUILD("POST", "/build"),
  /// Images are listed.
  LIST_IMAGES("GET", "/images/json"),
  /// An image is looked at.
  INSPECT_IMAGE("GET", "/images/.+/(?:json|history)"),
  /// An image gets a name.
  TAG("POST", "/images/.+/tag"),
  /// An image, or a name of it, is removed.
  REMOVE_IMAGE("DELETE", "/images/.+"),
  /// A container is created.
  CREATE("POST", "/containers/create"),
  /// Containers are listed.
  LIST_CONTAINERS("GET", "/containers/json"),
  /// A container is looked at.
  INSPECT_CONTAINER("GET", "/containers/.+/json"),
  /// A container is started.
  START("POST", "/containers/.+/start"),
  /// A container is asked to end, then made to.
  STOP("POST", "/containers/.+/stop"),
  /// A container gets a signal.
  KILL("POST", "/containers/.+/kill"),
  /// The end of a container is awaited.
  WAIT("POST", "/containers/.+/wait"),
  /// A container is removed.
  REMOVE("DELETE", "/containers/.+"),
  /// What a container printed.
  LOGS("GET", "/containers/.+/logs"),
  /// The streams of a container.
  ATTACH("POST", "/containers/.+/attach"),
  /// A command for a container is prepared.
  CREATE_EXEC("POST", "/containers/.+/exec"),
  /// A prepared command runs.
  EXEC("POST", "/exec/.+/start"),
  /// A prepared command is looked at.
  INSPECT_EXEC("GET", "/exec/.+/json"),
  /// Files go into a container.
  COPY_IN("PUT", "/containers/.+/archive"),
  /// Files come out of a container.
  COPY_OUT("GET|HEAD", "/containers/.+/archive"),
  /// A container becomes an image.
  COMMIT("POST", "/commit"),
  /// Anything else.
  OTHER(".*", ".*");

  private final Pattern methods;
  private final Pattern paths;

  Operation(String methods, String paths) {
    this.methods = Pattern.compile(methods);
    this.paths = Pattern.compile(paths);
  }

  /// The operation that a request asks for; [#OTHER] when none is known.
  ///
  /// @param path without version, such as `/containers/json`
  public static Operation of(String method, String path) {
    for (var operation : values()) {
      if (operation.methods.matcher(method).matches() && operation.paths.matcher(path).matches()) {
        return operation;
      }
    }
    return OTHER;
  }

  /// The operation of this name.
  ///
  /// @param label as [#label] gives it
  public static Operation labelled(String label) {
    for (var operation : values()) {
      if (operation.label().equals(label)) {
        return operation;
      }
    }
    throw new IllegalArgumentException(
        "operation '%s' is unknown; known are %s".formatted(label, String.join(", ", labels())));
  }

  /// The names of all.
  public static List<String> labels() {
    return Arrays.stream(values()).map(Operation::label).toList();
  }

  /// The name in files, such as `copy-in`.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
