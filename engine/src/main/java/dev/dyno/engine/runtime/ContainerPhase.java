package dev.dyno.engine.runtime;

import java.util.Locale;

/// Where a container is in its life, in the daemon's words.
public enum ContainerPhase {
  CREATED,
  RUNNING,
  PAUSED,
  RESTARTING,
  REMOVING,
  EXITED,
  DEAD;

  /// @throws IllegalArgumentException for a word that no Docker Engine API has
  static ContainerPhase of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
