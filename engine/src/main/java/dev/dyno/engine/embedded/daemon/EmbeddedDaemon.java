package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.container.Containers;
import dev.dyno.engine.embedded.fault.Faults;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.http.LoopbackServer;
import dev.dyno.engine.embedded.http.Tally;
import dev.dyno.engine.embedded.latency.LatencyReplay;
import dev.dyno.engine.embedded.latency.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/// A daemon on the loopback address that docker and docker-java can drive: pulls, pushes, builds
/// from files, lists and removes images; creates, runs and removes containers of built-in programs.
/// What it cannot do it refuses with 501 and says so.
///
/// It can go wrong ([#faults]) and take as long as a real one ([#latency]), if asked to.
///
/// Safe for threads. Its images survive a restart on the same store, its containers do not.
public final class EmbeddedDaemon implements AutoCloseable {
  private final LoopbackServer server;
  private final Containers containers;
  private final Downloads downloads;
  private final Tally<DaemonRequest> tally;
  private final Faults faults;
  private final LatencyReplay latency;

  private EmbeddedDaemon(
      LoopbackServer server,
      Containers containers,
      Downloads downloads,
      Tally<DaemonRequest> tally,
      Faults faults,
      LatencyReplay latency) {
    this.server = server;
    this.containers = containers;
    this.downloads = downloads;
    this.tally = tally;
    this.faults = faults;
    this.latency = latency;
  }

  /// Starts a daemon.
  ///
  /// @param port 1 to 65535, or 0 for any free one
  /// @param store folder of the images; created when absent; for one daemon at a time
  /// @throws IOException when the port is taken or the folder cannot be used
  public static EmbeddedDaemon start(int port, Path store) throws IOException {
    var faults = new Faults(Place.DAEMON, Operation.labels());
    var latency = new LatencyReplay();
    var images = ImageStore.open(store, faults.space());
    var downloads = new Downloads(images, latency);
    var containers = Containers.in(store.resolve("containers"));
    var tally = new Tally<>(DaemonRequest.class);
    var front =
        new DaemonFront(
            tally,
            faults,
            latency,
            new SystemApi(images, containers),
            new ImageApi(images, new ImageUse(containers)),
            new PullApi(images, downloads),
            new PushApi(images, latency),
            new BuildApi(images, downloads, BuildContext.folderIn(store)),
            new ContainerRoutes(
                containers, new ContainerImages(images), new CommitApi(images, containers)));
    var server = LoopbackServer.start("embedded daemon", port, front);
    return new EmbeddedDaemon(server, containers, downloads, tally, faults, latency);
  }

  /// `tcp://127.0.0.1:PORT`: the value for `DOCKER_HOST`.
  public URI uri() {
    return URI.create("tcp://" + server.host());
  }

  /// What happened since the start or the last reset; also `GET /_dyno/counters`.
  public DaemonCounters counters() {
    return DaemonCounters.of(tally);
  }

  /// Counts from zero again; also `DELETE /_dyno/counters`.
  public void resetCounters() {
    tally.reset();
  }

  /// What goes wrong here; also `PUT`, `GET` and `DELETE` of `/_dyno/faults`.
  public Faults faults() {
    return faults;
  }

  /// How long operations take, beside what this machine needs for them; also `PUT`, `GET` and
  /// `DELETE` of `/_dyno/latency`.
  public LatencyReplay latency() {
    return latency;
  }

  /// Requests being served at this moment.
  public int inFlight() {
    return tally.inFlight();
  }

  /// Containers that run at this moment.
  public int running() {
    return (int) containers.all().stream().filter(it -> it.state().isRunning()).count();
  }

  /// Connections open at this moment.
  public int connections() {
    return server.connections();
  }

  /// Stops to listen, cuts connections, ends downloads, and ends and removes all containers; the
  /// images stay.
  @Override
  public void close() throws IOException {
    faults.close();
    latency.close();
    try (containers) {
      server.close();
    } finally {
      endDownloads();
    }
  }

  private void endDownloads() {
    try {
      downloads.close();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
