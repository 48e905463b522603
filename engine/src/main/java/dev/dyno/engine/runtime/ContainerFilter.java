package dev.dyno.engine.runtime;

import java.util.LinkedHashMap;
import java.util.Map;

/// Which containers a list shows.
///
/// @param onlyRunning leaves out those that are not running
/// @param labels that each must have, with these values
public record ContainerFilter(boolean onlyRunning, Map<String, String> labels) {

  public ContainerFilter {
    labels = Map.copyOf(labels);
  }

  /// Every container, running or not.
  public static ContainerFilter all() {
    return new ContainerFilter(false, Map.of());
  }

  /// Those that run.
  public static ContainerFilter running() {
    return new ContainerFilter(true, Map.of());
  }

  /// Those of these that also have this label.
  public ContainerFilter withLabel(String key, String value) {
    var more = new LinkedHashMap<>(labels);
    more.put(key, value);
    return new ContainerFilter(onlyRunning, more);
  }
}
