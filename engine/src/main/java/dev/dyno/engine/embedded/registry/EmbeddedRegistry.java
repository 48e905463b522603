package dev.dyno.engine.embedded.registry;

import dev.dyno.engine.embedded.content.ContentStore;
import dev.dyno.engine.embedded.fault.Faults;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.http.LoopbackServer;
import dev.dyno.engine.embedded.http.Tally;
import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/// An OCI registry on the loopback address: pull, push, mount, delete, list, with tokens if wanted.
///
/// Beyond that it can make up images ([#seed]), pretend to be far away ([#shape]), go wrong
/// ([#faults]) and count ([#counters]). A benchmark in another process does the same over HTTP,
/// below `/_dyno/`: `POST images`, `PUT shape`, `PUT auth`, `GET` and `DELETE counters`, `PUT`,
/// `GET` and `DELETE faults`.
///
/// Safe for threads. Content is streamed; no blob is ever whole in memory.
public final class EmbeddedRegistry implements AutoCloseable {
  private final LoopbackServer server;
  private final UploadApi uploads;
  private final Synthesis synthesis;
  private final Faults faults;
  private final Gatekeeper gatekeeper;
  private final Tally<RequestKind> tally;

  private EmbeddedRegistry(
      LoopbackServer server,
      UploadApi uploads,
      Synthesis synthesis,
      Faults faults,
      Gatekeeper gatekeeper,
      Tally<RequestKind> tally) {
    this.server = server;
    this.uploads = uploads;
    this.synthesis = synthesis;
    this.faults = faults;
    this.gatekeeper = gatekeeper;
    this.tally = tally;
  }

  /// Starts a registry.
  ///
  /// @param port 1 to 65535, or 0 for any free one
  /// @param store folder of the content; created when absent; what it holds is served
  /// @throws IOException when the port is taken or the folder cannot be used
  public static EmbeddedRegistry start(int port, Path store) throws IOException {
    return start(port, store, InstantSource.system());
  }

  static EmbeddedRegistry start(int port, Path store, InstantSource clock) throws IOException {
    var faults = new Faults(Place.REGISTRY, RequestKind.labels());
    var repositories = new Repositories(ContentStore.open(store, faults.space()), store);
    var synthesis = new Synthesis(repositories);
    var gatekeeper = new Gatekeeper(new Tokens(clock));
    var tally = new Tally<>(RequestKind.class);
    var uploads = new UploadApi(repositories, gatekeeper);
    var front =
        new RegistryFront(
            gatekeeper,
            faults,
            tally,
            new AdminApi(synthesis, faults, gatekeeper, tally),
            new ManifestApi(repositories),
            new BlobApi(repositories),
            uploads);
    var server = LoopbackServer.start("embedded registry", port, front);
    return new EmbeddedRegistry(server, uploads, synthesis, faults, gatekeeper, tally);
  }

  /// `http://127.0.0.1:PORT`.
  public URI uri() {
    return URI.create("http://" + server.host());
  }

  /// `127.0.0.1:PORT`: the registry part of an image reference.
  public String host() {
    return server.host();
  }

  /// Makes up an image and tags it; a layer that was made before is not made again.
  ///
  /// @return the digest of the manifest, or of the index when there are several platforms
  public Digest seed(SyntheticImage image) throws IOException {
    return synthesis.seed(image);
  }

  /// Changes latency and bandwidth, also of answers under way.
  public void shape(Shape shape) {
    AdminApi.use(shape, faults);
  }

  /// What goes wrong here; also `PUT`, `GET` and `DELETE` of `/_dyno/faults`.
  public Faults faults() {
    return faults;
  }

  /// Changes who may use the registry; tokens issued before lose their value.
  public void authentication(Authentication authentication) {
    gatekeeper.use(authentication);
  }

  /// What happened since the start or the last reset.
  public Counters counters() {
    return AdminApi.counters(tally);
  }

  /// Counts from zero again.
  public void resetCounters() {
    tally.reset();
  }

  /// Requests being served at this moment.
  public int inFlight() {
    return tally.inFlight();
  }

  /// Connections open at this moment.
  public int connections() {
    return server.connections();
  }

  /// Stops to listen, cuts connections and drops unfinished uploads; the store stays.
  @Override
  public void close() throws IOException {
    faults.close();
    server.close();
    uploads.close();
  }
}
