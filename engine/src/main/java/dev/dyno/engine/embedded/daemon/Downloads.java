package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.content.Descriptor;
import dev.dyno.engine.embedded.latency.Extraction;
import dev.dyno.engine.embedded.latency.LatencyReplay;
import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// All downloads of the daemon: each blob once at a time, and as many at once as dockerd does.
///
/// Assumes that who asks for a blob holds a [Lease] on it. Guarantees that a blob under lease is
/// downloaded at most once, however many ask.
final class Downloads {
  private static final int AT_ONCE = 3;

  private final ImageStore images;
  private final LayerIntake intake;
  private final LatencyReplay latency;
  private final Semaphore slots = new Semaphore(AT_ONCE, true);
  private final Map<Digest, Download> running = new HashMap<>();
  // Nobody may follow them any more, and they may still have their file.
  private final Set<Download> ending = new HashSet<>();
  private boolean closed;

  /// Opens the body of a blob.
  @FunctionalInterface
  interface Source {
    InputStream open(Digest blob) throws IOException;
  }

  Downloads(ImageStore images, LatencyReplay latency) {
    this.images = images;
    this.intake = new LayerIntake(images.content(), latency);
    this.latency = latency;
  }

  /// How long a pull takes beside its downloads.
  LatencyReplay latency() {
    return latency;
  }

  /// The download of a layer, begun or joined; empty when the layer is here. To be left with
  /// [#leave].
  synchronized Optional<Download> layer(
      Descriptor blob, Digest diffId, Extraction extraction, Source source) throws IOException {
    if (images.layer(blob.digest()).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        join(
            blob,
            progress -> {
              try (var body = source.open(blob.digest())) {
                images.learn(intake.takeLayer(body, blob, diffId, extraction, progress));
              }
            }));
  }

  /// The download of a configuration; otherwise as [#layer].
  synchronized Optional<Download> config(Descriptor blob, Source source) throws IOException {
    if (images.content().holds(blob.digest())) {
      return Optional.empty();
    }
    return Optional.of(
        join(
            blob,
            progress -> {
              try (var body = source.open(blob.digest())) {
                intake.takeBlob(body, blob, progress);
              }
            }));
  }

  void leave(Download download) throws InterruptedException {
    boolean last;
    synchronized (this) {
      last = download.leave();
      if (last && running.remove(download.blob(), download)) {
        ending.add(download);
      }
    }
    if (last) {
      download.cancel();
    }
  }

  /// Ends all downloads, and waits until they have let go of their files and sockets; none begins
  /// afterwards.
  void close() throws InterruptedException {
    List<Download> all;
    synchronized (this) {
      closed = true;
      all = Stream.concat(running.values().stream(), ending.stream()).toList();
    }
    for (var download : all) {
      download.cancel();
    }
  }

  private Download join(Descriptor blob, Download.Work work) throws IOException {
    if (closed) {
      throw new IOException("the daemon closes");
    }
    var known = running.get(blob.digest());
    if (known != null) {
      known.join();
      return known;
    }
    var transfer = new Transfer(blob.digest().abbreviated(), blob.size(), "Pulling fs layer");
    var download = new Download(blob.digest(), transfer, inSlot(work), this::forget);
    running.put(blob.digest(), download);
    download.join();
    download.start();
    return download;
  }

  private Download.Work inSlot(Download.Work work) {
    return progress -> {
      if (!slots.tryAcquire()) {
        progress.status("Waiting");
        slots.acquire();
      }
      try {
        progress.status(Transfer.DOWNLOADING);
        work.run(progress);
        progress.status(Transfer.PULLED);
      } finally {
        slots.release();
      }
    };
  }

  private synchronized void forget(Download download) {
    running.remove(download.blob(), download);
    ending.remove(download);
  }
}
