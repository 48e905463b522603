package dev.dyno.engine.runtime;

import java.util.List;
import java.util.Map;

/// One container in a list.
///
/// @param names without the daemon's leading slash
/// @param image as it was named when the container was created
/// @param labels by key
public record ContainerSummary(
    ContainerId id,
    List<String> names,
    String image,
    ContainerPhase phase,
    Map<String, String> labels) {

  public ContainerSummary {
    names = List.copyOf(names);
    labels = Map.copyOf(labels);
  }
}
