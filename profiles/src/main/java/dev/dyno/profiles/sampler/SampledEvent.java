package dev.dyno.profiles.sampler;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is sampled.
public enum SampledEvent {
  /// Time on a core. 1 ms a sample: more often than a jiffy, so that a fall back to a coarser timer
  /// shows in the number of samples.
  CPU("ns", 1_000_000),
  /// Time of every thread, whether it runs or waits.
  WALL("ns", 5_000_000),
  /// Bytes allocated, a sample every 64 KiB.
  ALLOC("B", 64 * 1024),
  /// Time spent waiting for locks that another thread held, from 10 us on.
  LOCK("ns", 10_000);

  private final String unit;
  private final long interval;

  SampledEvent(String unit, long interval) {
    this.unit = unit;
    this.interval = interval;
  }

  /// As people and profilers call it.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Of what is added up: `ns` or `B`.
  public String unit() {
    return unit;
  }

  /// Between two samples, in the unit.
  long interval() {
    return interval;
  }

  /// Whether every sample stands for one interval; else it says itself how much it stands for.
  boolean even() {
    return this == CPU || this == WALL;
  }

  /// The event of that name.
  ///
  /// @throws IllegalArgumentException when there is none; names all
  public static SampledEvent named(String id) {
    for (var event : values()) {
      if (event.id().equals(id)) {
        return event;
      }
    }
    throw new IllegalArgumentException(
        "event '%s' is not known: choose from %s"
            .formatted(
                id,
                Arrays.stream(values()).map(SampledEvent::id).collect(Collectors.joining(", "))));
  }
}
