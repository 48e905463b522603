package dev.dyno.engine.runtime;

import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.metrics.Reading;
import dev.dyno.engine.metrics.Watch;
import dev.dyno.engine.runtime.CircuitState.Position;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// One breaker for the daemon, and one for each registry that it was asked to talk to: a registry
/// that is down must not keep containers from being started.
final class Breakers {

  private final BreakerPolicy policy;
  private final Clock clock;
  private final Breaker daemon;
  private final Map<String, Breaker> registries = new ConcurrentHashMap<>();

  Breakers(Endpoint endpoint, BreakerPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
    this.daemon =
        new Breaker(
            "daemon " + endpoint,
            policy,
            clock,
            RuntimeFailure.DaemonUnavailable.class::isInstance);
  }

  Breaker daemon() {
    return daemon;
  }

  /// @param host of the registry
  Breaker registry(String host) {
    return registries.computeIfAbsent(
        host,
        _ ->
            new Breaker(
                "registry " + host,
                policy,
                clock,
                RuntimeFailure.RegistryUnavailable.class::isInstance));
  }

  /// Lets their states be read.
  List<Watch> watchedBy(Metrics metrics) {
    return List.of(
        metrics.watch(Reading.DAEMON_CIRCUITS_CLOSED, () -> daemonIs(Position.CLOSED)),
        metrics.watch(Reading.DAEMON_CIRCUITS_OPEN, () -> daemonIs(Position.OPEN)),
        metrics.watch(Reading.DAEMON_CIRCUITS_HALF_OPEN, () -> daemonIs(Position.HALF_OPEN)),
        metrics.watch(Reading.REGISTRY_CIRCUITS_CLOSED, () -> registriesAre(Position.CLOSED)),
        metrics.watch(Reading.REGISTRY_CIRCUITS_OPEN, () -> registriesAre(Position.OPEN)),
        metrics.watch(
            Reading.REGISTRY_CIRCUITS_HALF_OPEN, () -> registriesAre(Position.HALF_OPEN)));
  }

  private long daemonIs(Position position) {
    return daemon.state().position() == position ? 1 : 0;
  }

  private long registriesAre(Position position) {
    return registries.values().stream().filter(it -> it.state().position() == position).count();
  }

  List<CircuitState> states() {
    return Stream.concat(Stream.of(daemon), registries.values().stream())
        .map(Breaker::state)
        .toList();
  }
}
