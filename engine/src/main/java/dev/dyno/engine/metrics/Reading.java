package dev.dyno.engine.metrics;

import io.micrometer.core.instrument.Tags;
import java.util.Optional;

/// What is read from its owners when somebody scrapes: the sum over all that
/// [Metrics#watch] was given.
///
/// A level is there as long as it has an owner. A total is there for good, and keeps what its
/// owners that are gone had counted.
public enum Reading {
  /// 1 for each daemon that is asked as usual.
  DAEMON_CIRCUITS_CLOSED("dyno.circuits", circuit("daemon", "closed")),
  /// 1 for each daemon that is left in peace.
  DAEMON_CIRCUITS_OPEN("dyno.circuits", circuit("daemon", "open")),
  /// 1 for each daemon that is being tried again.
  DAEMON_CIRCUITS_HALF_OPEN("dyno.circuits", circuit("daemon", "half_open")),
  /// Registries that are asked as usual, of those asked for at all.
  REGISTRY_CIRCUITS_CLOSED("dyno.circuits", circuit("registry", "closed")),
  /// Registries that are left in peace.
  REGISTRY_CIRCUITS_OPEN("dyno.circuits", circuit("registry", "open")),
  /// Registries that are being tried again.
  REGISTRY_CIRCUITS_HALF_OPEN("dyno.circuits", circuit("registry", "half_open")),
  /// Jobs that wait for a worker.
  JOBS_QUEUED("dyno.jobs", Tags.of("state", "queued")),
  /// Jobs that have a worker.
  JOBS_RUNNING("dyno.jobs", Tags.of("state", "running")),
  /// Images that are being pulled, retries and their pauses included.
  PULLS_IN_FLIGHT("dyno.pulls.in.flight", Tags.empty()),
  /// Copy buffers of build contexts that somebody holds.
  CONTEXT_BUFFERS_LENT("dyno.buffers.lent", Tags.of("pool", "context")),
  /// Read buffers of log streams that somebody holds.
  LOG_BUFFERS_LENT("dyno.buffers.lent", Tags.of("pool", "log")),
  /// Log messages that wait for a formatting worker.
  LOG_QUEUED("dyno.log.queued", Tags.empty()),
  /// Log lines that were shown.
  LOG_LINES("dyno.log.lines", "lines", "Log lines that were shown"),
  /// Bytes written to logs' sinks.
  LOG_BYTES("dyno.log", "bytes", "Bytes written to logs' sinks"),
  /// Bytes that were dropped, since a log's sink had failed.
  LOG_DROPPED("dyno.log.dropped", "bytes", "Bytes dropped after a log's sink had failed");

  private final String meter;

  @SuppressWarnings("ImmutableEnumChecker") // they are, but nobody says so
  private final Tags tags;

  private final Optional<String> unit;
  private final String description;

  Reading(String meter, Tags tags) {
    this.meter = meter;
    this.tags = tags;
    this.unit = Optional.empty();
    this.description = describe(meter);
  }

  Reading(String meter, String unit, String description) {
    this.meter = meter;
    this.tags = Tags.empty();
    this.unit = Optional.of(unit);
    this.description = description;
  }

  /// Whether it never falls.
  boolean isTotal() {
    return unit.isPresent();
  }

  String meter() {
    return meter;
  }

  Tags tags() {
    return tags;
  }

  /// Of a total.
  String unit() {
    return unit.orElse("");
  }

  String description() {
    return description;
  }

  private static Tags circuit(String of, String state) {
    return Tags.of("of", of, "state", state);
  }

  /// One text a meter, whatever its tags: Prometheus wants it so.
  private static String describe(String meter) {
    return switch (meter) {
      case "dyno.circuits" -> "Daemons and registries, by whether they are asked";
      case "dyno.jobs" -> "Jobs that wait for a worker, or have one";
      case "dyno.pulls.in.flight" -> "Images that are being pulled";
      case "dyno.buffers.lent" -> "Buffers that somebody holds";
      case "dyno.log.queued" -> "Log messages that wait for a formatting worker";
      default -> throw new IllegalArgumentException("meter '%s' has no text".formatted(meter));
    };
  }
}
