package dev.dyno.engine.embedded.fault;

import java.util.Locale;

/// Which server has the fault.
public enum Place {
  /// The embedded registry.
  REGISTRY,
  /// The embedded daemon.
  DAEMON;

  /// The name in files, such as `daemon`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Place labelled(String label) {
    for (var place : values()) {
      if (place.label().equals(label)) {
        return place;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is no place for a fault; use registry or daemon".formatted(label));
  }
}
