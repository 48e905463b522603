package dev.dyno.engine.embedded.container;

import java.util.List;

/// One more program for a running container.
///
/// @param command the program and its arguments, at least one word
/// @param tty whether the output is one raw stream with terminal line ends
/// @param workdir absolute
/// @param stdout whether somebody wants its standard output
/// @param stderr whether somebody wants its standard error
public record ExecSpec(
    List<String> command, boolean tty, String workdir, boolean stdout, boolean stderr) {
  /// Copies the list.
  public ExecSpec {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("No exec command specified");
    }
  }
}
