package dev.dyno.engine.embedded.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// Counts what a server does. Safe for threads; every figure is exact.
///
/// @param <K> kinds of requests
public final class Tally<K extends Enum<K>> {
  private final Class<K> kinds;
  private final Map<K, Long> requests;
  private final Map<Integer, Long> statuses = new TreeMap<>();
  private final Map<String, Integer> inFlight = new TreeMap<>();
  private final Map<String, Integer> inFlightMaximum = new TreeMap<>();
  private long bytesSent;
  private long bytesReceived;

  /// The figures at one moment.
  ///
  /// @param requests begun, by kind
  /// @param statuses answers begun, by HTTP status
  /// @param inFlightMaximum most requests served at once, by family of kinds
  /// @param bytesSent of all bodies
  /// @param bytesReceived of those bodies that were counted
  public record Snapshot<K extends Enum<K>>(
      Map<K, Long> requests,
      Map<Integer, Long> statuses,
      Map<String, Integer> inFlightMaximum,
      long bytesSent,
      long bytesReceived) {}

  /// All zero.
  public Tally(Class<K> kinds) {
    this.kinds = kinds;
    this.requests = new EnumMap<>(kinds);
  }

  /// A request begins.
  public synchronized void begin(K kind, String family) {
    requests.merge(kind, 1L, Long::sum);
    int now = inFlight.merge(family, 1, Integer::sum);
    inFlightMaximum.merge(family, now, Math::max);
  }

  /// A request of this family ends.
  public synchronized void end(String family) {
    inFlight.merge(family, -1, Integer::sum);
  }

  /// An answer begins.
  public synchronized void status(int status) {
    statuses.merge(status, 1L, Long::sum);
  }

  /// Bytes of a body go out.
  public synchronized void sent(int bytes) {
    bytesSent += bytes;
  }

  /// Bytes of a body came in.
  public synchronized void received(int bytes) {
    bytesReceived += bytes;
  }

  /// Requests being served at this moment.
  public synchronized int inFlight() {
    return inFlight.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// All figures, of one moment.
  public synchronized Snapshot<K> snapshot() {
    var byKind = new EnumMap<K, Long>(kinds);
    for (var kind : kinds.getEnumConstants()) {
      byKind.put(kind, requests.getOrDefault(kind, 0L));
    }
    return new Snapshot<>(
        Map.copyOf(byKind),
        Map.copyOf(statuses),
        Map.copyOf(inFlightMaximum),
        bytesSent,
        bytesReceived);
  }

  /// Back to zero; requests under way still count as in flight.
  public synchronized void reset() {
    requests.clear();
    statuses.clear();
    inFlightMaximum.clear();
    inFlight.forEach(inFlightMaximum::put);
    bytesSent = 0;
    bytesReceived = 0;
  }
}
