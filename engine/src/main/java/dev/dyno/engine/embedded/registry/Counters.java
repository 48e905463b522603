package dev.dyno.engine.embedded.registry;

import java.util.Map;
import java.util.TreeMap;

/// What the registry did since the last reset; its own administration is not counted.
///
/// A request counts before its answer is sent: who has read an answer finds it here.
///
/// @param requests begun, by kind; every kind is present
/// @param statuses answers begun, by HTTP status
/// @param bytesSent in bodies
/// @param inFlightMaximum most requests served at once, by [RequestKind#family]
public record Counters(
    Map<RequestKind, Long> requests,
    Map<Integer, Long> statuses,
    long bytesSent,
    Map<String, Integer> inFlightMaximum) {
  /// Copies the maps.
  public Counters {
    requests = Map.copyOf(requests);
    statuses = Map.copyOf(statuses);
    inFlightMaximum = Map.copyOf(inFlightMaximum);
  }

  /// How many requests of this kind began.
  public long of(RequestKind kind) {
    return requests.getOrDefault(kind, 0L);
  }

  /// As the administration sends it.
  Map<String, Object> toJson() {
    var byKind = new TreeMap<String, Long>();
    requests.forEach((kind, count) -> byKind.put(kind.label(), count));
    var byStatus = new TreeMap<String, Long>();
    statuses.forEach((status, count) -> byStatus.put(status.toString(), count));
    return Map.of(
        "requests", byKind,
        "statuses", byStatus,
        "bytesSent", bytesSent,
        "inFlightMaximum", new TreeMap<>(inFlightMaximum));
  }
}
