package dev.dyno.profiles.jfr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/// Counts facts out of events as they come in, by the same rules as a window does, without keeping
/// the events. So far is not all: an event arrives about a second after it happened.
///
/// For use by one thread.
public final class FactTally {

  private final Collection<Fact> facts;
  private final Map<String, List<RecordedEvent>> arrived = new HashMap<>();
  private final Map<Fact, Count> counts = new EnumMap<>(Fact.class);

  /// What came so far.
  ///
  /// @param times how often; 0 or more
  /// @param bytes that were moved; 0 for what moves none
  public record Count(long times, long bytes) {

    /// Not once.
    public static final Count NONE = new Count(0, 0);

    private Count and(Count more) {
      return new Count(times + more.times, bytes + more.bytes);
    }
  }

  /// @param facts to count; those by method trace cannot be
  public FactTally(Collection<Fact> facts) {
    this.facts = List.copyOf(facts);
    facts.forEach(fact -> counts.put(fact, Count.NONE));
  }

  /// Takes an event in, whatever it is.
  ///
  /// @param event that its stream does not use again
  public void add(RecordedEvent event) {
    arrived.computeIfAbsent(event.getEventType().getName(), _ -> new ArrayList<>()).add(event);
  }

  /// Counts of all that came in until now.
  public Map<Fact, Count> soFar() {
    var reading =
        new Reading(arrived, List.of(), new RecordingReader.Span(Instant.MIN, Instant.MAX));
    for (var fact : facts) {
      for (var each : reading.of((Exact) fact)) {
        counts.merge(fact, new Count(each.times(), each.bytes()), Count::and);
      }
    }
    arrived.clear();
    return Map.copyOf(counts);
  }
}
