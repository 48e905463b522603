package dev.dyno.engine.metrics;

import java.util.Locale;

/// Where a login for a registry came from; a tag of meters, and a field of events.
public enum AuthLookup {
  /// It was kept from before.
  CACHED,
  /// Somebody else was working it out just then, and it was waited for.
  JOINED,
  /// From its source: as many as sources were asked.
  WORKED_OUT,
  /// Nowhere: its source failed.
  FAILED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// As tag and field: `worked_out`.
  public String label() {
    return label;
  }
}
