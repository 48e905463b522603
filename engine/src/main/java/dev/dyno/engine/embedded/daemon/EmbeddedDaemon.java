package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.http.LoopbackServer;
import dev.dyno.engine.embedded.http.Tally;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/// A daemon on the loopback address that docker and docker-java can drive: pulls, pushes, builds
/// from files, lists and removes images. What it cannot do it refuses with 501 and says so.
///
/// Safe for threads. Its images survive a restart on the same store.
public final class EmbeddedDaemon implements AutoCloseable {
  private final LoopbackServer server;
  private final Tally<DaemonRequest> tally;

  private EmbeddedDaemon(LoopbackServer server, Tally<DaemonRequest> tally) {
    this.server = server;
    this.tally = tally;
  }

  /// Starts a daemon.
  ///
  /// @param port 1 to 65535, or 0 for any free one
  /// @param store folder of the images; created when absent; for one daemon at a time
  /// @throws IOException when the port is taken or the folder cannot be used
  public static EmbeddedDaemon start(int port, Path store) throws IOException {
    var images = ImageStore.open(store);
    var downloads = new Downloads(images);
    var tally = new Tally<>(DaemonRequest.class);
    var front =
        new DaemonFront(
            tally,
            new SystemApi(images),
            new ImageApi(images),
            new PullApi(images, downloads),
            new PushApi(images),
            new BuildApi(images, downloads, BuildContext.folderIn(store)));
    return new EmbeddedDaemon(LoopbackServer.start("embedded daemon", port, front), tally);
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

  /// Stops to listen and cuts connections; the images stay.
  @Override
  public void close() throws IOException {
    server.close();
  }
}
