package dev.dyno.planted.reports;

import dev.dyno.planted.engine.Up;

/// A foundation that uses another, and closes a cycle.
public final class Sideways {

  private Sideways() {}

  /// The arrow that points sideways.
  public static Class<?> other() {
    return Up.class;
  }
}
