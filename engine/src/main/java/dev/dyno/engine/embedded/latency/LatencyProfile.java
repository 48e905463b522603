package dev.dyno.engine.embedded.latency;

import java.util.Map;

/// How long one daemon on one machine takes, for another daemon to take as long.
///
/// @param name for people, such as `dockerd`
/// @param source where the figures come from: daemon, version, machine, how measured
/// @param cores that the daemon had, at least 1: so many operations work at once
/// @param registry how fast it pulls and pushes
/// @param operations what each operation costs; one that is absent costs nothing
public record LatencyProfile(
    String name,
    String source,
    int cores,
    RegistryPace registry,
    Map<Operation, OperationLatency> operations) {
  /// As fast as the machine.
  public static final LatencyProfile ZERO =
      new LatencyProfile(
          "zero", "this machine, as fast as it can", 2, RegistryPace.UNLIMITED, Map.of());

  private static final int MOST_CORES = 1024;

  /// Copies the map; checks that no operation works on more cores than there are.
  public LatencyProfile {
    operations = Map.copyOf(operations);
    if (cores < 1 || cores > MOST_CORES) {
      throw new IllegalArgumentException("%d cores: must be 1 to %d".formatted(cores, MOST_CORES));
    }
    for (var entry : operations.entrySet()) {
      if (entry.getValue().cpuShare() > cores) {
        throw new IllegalArgumentException(
            "%s has a CPU share of %s, more than the %d cores of the profile"
                .formatted(entry.getKey().label(), entry.getValue().cpuShare(), cores));
      }
    }
  }

  /// What the operation costs.
  public OperationLatency of(Operation operation) {
    return operations.getOrDefault(operation, OperationLatency.NONE);
  }
}
