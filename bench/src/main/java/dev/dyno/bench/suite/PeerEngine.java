package dev.dyno.bench.suite;

import dev.dyno.engine.Engine;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Our engine on one of the daemons that a comparison with peers has.
///
/// @param engine with this fork's toggles
record PeerEngine(Engine engine) implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Platform PLATFORM = Platform.parse("linux/amd64");

  static PeerEngine at(URI daemon) {
    return new PeerEngine(
        Engine.of(
            daemon,
            MeasuredEngine.fromProperties().toggles(),
            new RegistryAccounts(
                Map.of(), new DockerConfig(Path.of("absent"), Optional.empty()), Map.of())));
  }

  /// On the real dockerd.
  static PeerEngine docker() {
    return at(URI.create(address()));
  }

  /// The `docker` command on the real dockerd.
  static PeerCommand command(String... words) {
    var all = new ArrayList<>(List.of("docker", "-H", address()));
    all.addAll(List.of(words));
    return new PeerCommand(all);
  }

  static String address() {
    var address = System.getProperty(MeasuredEngine.PEER_DOCKER, "");
    if (address.isEmpty()) {
      throw new IllegalStateException(
          "no dockerd to compare with: run `scripts/dyno compare --profile peers`");
    }
    return address;
  }

  void ensure(List<ImageReference> names, Deadline deadline) throws Exception {
    engine.ensureImages(names, PLATFORM, deadline);
  }

  /// Those that are there.
  void remove(List<ImageReference> names) throws Exception {
    var there = engine.runtime().imageNames(Deadline.after(LIMIT));
    for (var name : names) {
      if (there.contains(name.familiar())) {
        engine.runtime().remove(name, Deadline.after(LIMIT));
      }
    }
  }

  String id(ImageReference name) throws Exception {
    return engine.runtime().inspect(name, Deadline.after(LIMIT)).id();
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }
}
