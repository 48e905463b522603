package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.http.Tally;
import java.util.Map;
import java.util.TreeMap;

/// What the daemon did since the last reset; its own administration is not counted.
///
/// @param requests begun, by kind; every kind is present
/// @param statuses answers begun, by HTTP status
/// @param bytesReceived in the bodies of requests, which is to say in build contexts
/// @param bytesSent in the bodies of answers
/// @param inFlightMaximum most requests served at once, by [DaemonRequest#label]
public record DaemonCounters(
    Map<DaemonRequest, Long> requests,
    Map<Integer, Long> statuses,
    long bytesReceived,
    long bytesSent,
    Map<String, Integer> inFlightMaximum) {
  /// Copies the maps.
  public DaemonCounters {
    requests = Map.copyOf(requests);
    statuses = Map.copyOf(statuses);
    inFlightMaximum = Map.copyOf(inFlightMaximum);
  }

  /// How many requests of this kind began.
  public long of(DaemonRequest kind) {
    return requests.getOrDefault(kind, 0L);
  }

  static DaemonCounters of(Tally<DaemonRequest> tally) {
    var now = tally.snapshot();
    return new DaemonCounters(
        now.requests(),
        now.statuses(),
        now.bytesReceived(),
        now.bytesSent(),
        now.inFlightMaximum());
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
        "bytesReceived", bytesReceived,
        "bytesSent", bytesSent,
        "inFlightMaximum", new TreeMap<>(inFlightMaximum));
  }
}
