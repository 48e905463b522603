package dev.dyno.engine.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A further process in a running container.
///
/// @param command a program and its arguments; not empty
/// @param environment added to the container's
/// @param workingDirectory absolute; empty for the container's
/// @param user empty for the container's
public record ExecSpec(
    List<String> command,
    Map<String, String> environment,
    Optional<String> workingDirectory,
    Optional<String> user) {

  public ExecSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a process needs a command: name a program");
    }
  }

  /// A command as the container's own user, in its folder.
  public static ExecSpec of(String... command) {
    return new ExecSpec(List.of(command), Map.of(), Optional.empty(), Optional.empty());
  }
}
