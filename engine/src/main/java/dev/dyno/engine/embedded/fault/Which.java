package dev.dyno.engine.embedded.fault;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Which requests a fault may strike: those for which all that is given holds.
///
/// @param operations names of kinds of requests, such as `blob-get` at the registry or `pull` at
///     the daemon; empty for any
/// @param path a regular expression for the whole path, at the daemon without its version
/// @param image a regular expression for the whole name: of the repository at the registry, of the
///     image or container as the client wrote it at the daemon
public record Which(Set<String> operations, Optional<String> path, Optional<String> image) {
  /// Every request.
  public static final Which ANY = new Which(Set.of(), Optional.empty(), Optional.empty());

  /// Copies the set; checks the expressions.
  public Which {
    operations = Set.copyOf(operations);
    path.ifPresent(it -> compiled("path", it));
    image.ifPresent(it -> compiled("image", it));
  }

  /// Whether nothing is excluded.
  boolean isAny() {
    return equals(ANY);
  }

  static Pattern compiled(String what, String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "%s '%s' is no regular expression: %s".formatted(what, expression, e.getDescription()),
          e);
    }
  }
}
