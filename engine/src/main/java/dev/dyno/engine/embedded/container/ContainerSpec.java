package dev.dyno.engine.embedded.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dyno.engine.embedded.container.program.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a container is to be, settled when it is created.
///
/// @param command the program and its arguments, at least one word
/// @param tty whether the output is one raw stream with terminal line ends
/// @param workdir absolute
/// @param stopSignal what `stop` sends first
/// @param stopGrace what `stop` waits before it kills; negative for ever
/// @param autoRemove whether it goes with the end of its program
/// @param config docker's `Config`, as inspect shows it
/// @param host docker's `HostConfig`, as inspect shows it
public record ContainerSpec(
    List<String> command,
    boolean tty,
    String workdir,
    Signal stopSignal,
    Duration stopGrace,
    boolean autoRemove,
    Map<String, String> labels,
    JsonNode config,
    JsonNode host) {
  /// Copies the collections.
  public ContainerSpec {
    command = List.copyOf(command);
    labels = Map.copyOf(labels);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("No command specified");
    }
  }
}
