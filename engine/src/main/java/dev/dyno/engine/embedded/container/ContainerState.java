package dev.dyno.engine.embedded.container;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// The state of a container at one moment.
///
/// @param exitCode of the last run, 0 to 255; 0 before and while it runs
/// @param error why it could not start, or lost its output; else empty
/// @param pid of its program, 0 when it does not run; no process of this machine
public record ContainerState(
    Status status,
    int exitCode,
    String error,
    int pid,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt) {

  /// In which part of its life a container is.
  public enum Status {
    /// Never started.
    CREATED,
    /// Its program runs.
    RUNNING,
    /// Its program has ended.
    EXITED;

    /// As docker writes it.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final ContainerState CREATED =
      new ContainerState(Status.CREATED, 0, "", 0, Optional.empty(), Optional.empty());

  /// Whether its program runs.
  public boolean isRunning() {
    return status == Status.RUNNING;
  }

  ContainerState started(int newPid) {
    return new ContainerState(
        Status.RUNNING, 0, "", newPid, Optional.of(Instant.now()), Optional.empty());
  }

  ContainerState ended(Outcome outcome) {
    return new ContainerState(
        Status.EXITED,
        outcome.exitCode(),
        outcome.error(),
        0,
        startedAt,
        Optional.of(Instant.now()));
  }

  ContainerState refused(Outcome outcome) {
    return new ContainerState(
        status, outcome.exitCode(), outcome.error(), 0, startedAt, finishedAt);
  }
}
