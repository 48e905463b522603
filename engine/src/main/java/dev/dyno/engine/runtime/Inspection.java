package dev.dyno.engine.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// One container, looked at closely.
///
/// @param name without the daemon's leading slash
/// @param image as it was named when the container was created
/// @param imageId `sha256:…`
/// @param exitCode once it has ended; 128 + n when signal n ended it
/// @param outOfMemory whether the kernel ended it for want of memory
/// @param error why it could not be started; empty when it could
/// @param startedAt empty before its first start
/// @param finishedAt empty before its first end
/// @param command entry point and arguments
/// @param labels by key
public record Inspection(
    ContainerId id,
    String name,
    String image,
    String imageId,
    ContainerPhase phase,
    OptionalInt exitCode,
    boolean outOfMemory,
    String error,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    List<String> command,
    Map<String, String> labels) {

  public Inspection {
    command = List.copyOf(command);
    labels = Map.copyOf(labels);
  }
}
