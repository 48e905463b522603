package dev.dyno.engine.runtime;

/// A container, as the daemon calls it.
///
/// @param value 64 hexadecimal digits from a real daemon; not blank
public record ContainerId(String value) {

  private static final int SHORT = 12;

  public ContainerId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a container's id is blank");
    }
  }

  /// Its first 12 characters, as people see it.
  @Override
  public String toString() {
    return value.substring(0, Math.min(SHORT, value.length()));
  }
}
