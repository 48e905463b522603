package dev.dyno.profiles.jfr;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One line of what a recording holds of a fact.
///
/// @param at when it began
/// @param took how long it lasted; zero for what has no length
/// @param subject what it was about: a class, a path, an address, as [Exact#subject] says
/// @param times 1, or the number of calls
/// @param bytes that it moved; 0 for what moves none
/// @param actor the thread that did it; empty where the JVM does not say
/// @param stack who asked for it
public record Occurrence(
    Instant at,
    Duration took,
    String subject,
    long times,
    long bytes,
    Optional<Actor> actor,
    CallStack stack) {

  /// A thread, which may have ended long since.
  ///
  /// @param id as [Thread#threadId]
  /// @param name as it was when the JVM last told JFR; empty for virtual threads without one
  public record Actor(long id, String name, boolean virtual) {

    @Override
    public String toString() {
      return name.isEmpty() ? "%s thread %d".formatted(virtual ? "virtual" : "platform", id) : name;
    }
  }
}
