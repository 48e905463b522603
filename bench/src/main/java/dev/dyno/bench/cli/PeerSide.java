package dev.dyno.bench.cli;

import dev.dyno.bench.suite.Catalog.Servers;
import dev.dyno.bench.suite.MeasuredEngine;
import dev.dyno.bench.trial.PeerServers;
import dev.dyno.bench.variant.MeasuredVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The servers that peers need, when a plan has peers that need some.
///
/// @param servers empty when it has none
record PeerSide(Optional<PeerServers> servers) implements AutoCloseable {

  /// Starts what the plan needs.
  ///
  /// @param work the run's folder
  /// @throws IOException when a server does not come up, or is not installed; says which package
  static PeerSide of(List<PlanMaker.Step> steps, Installation installation, Path work)
      throws IOException, UsageException {
    if (steps.stream().noneMatch(step -> step.servers() == Servers.PEERS)) {
      return new PeerSide(Optional.empty());
    }
    return new PeerSide(
        Optional.of(
            PeerServers.start(
                installation.script("peer-servers"),
                work.resolve("peers"),
                work.resolve("peers.log"))));
  }

  /// `suite` with their addresses.
  MeasuredVariant seen(MeasuredVariant suite) {
    return servers
        .map(
            found ->
                suite
                    .with(MeasuredEngine.PEER_DOCKER, found.docker().toString())
                    .with(MeasuredEngine.PEER_REGISTRY, found.registry()))
        .orElse(suite);
  }

  @Override
  public void close() {
    servers.ifPresent(PeerServers::close);
  }
}
