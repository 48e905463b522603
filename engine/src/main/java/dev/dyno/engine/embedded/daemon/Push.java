package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.content.Descriptor;
import dev.dyno.engine.embedded.content.Manifest;
import dev.dyno.engine.embedded.content.MediaTypes;
import dev.dyno.engine.embedded.latency.LatencyReplay;
import dev.dyno.engine.registry.Digest;
import dev.dyno.engine.registry.ImageReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// One push of one tag: layers that the registry lacks, mounted or uploaded, then the manifest.
final class Push {
  // As dockerd does.
  private static final int AT_ONCE = 5;

  private final ImageStore images;
  private final ImageReference reference;
  private final StoredImage image;
  private final Optional<RegistryCredentials> credentials;
  private final LatencyReplay latency;
  private final Semaphore slots = new Semaphore(AT_ONCE);

  Push(
      ImageStore images,
      ImageReference reference,
      StoredImage image,
      Optional<RegistryCredentials> credentials,
      LatencyReplay latency) {
    this.images = images;
    this.reference = reference;
    this.image = image;
    this.credentials = credentials;
    this.latency = latency;
  }

  /// Returns the image that was pushed.
  StoredImage run(JsonStream stream) throws IOException, InterruptedException {
    try (var lease = images.lease()) {
      image.blobs().forEach(lease::hold);
      var registry = RegistryClient.connect(reference.registry(), credentials, scopes());
      uploadLayers(registry, stream);
      var nobody = new Transfer("config", image.config().size(), "Pushing");
      send(registry, image.config(), nobody);
      putManifest(registry, stream);
      return image;
    }
  }

  private void uploadLayers(RegistryClient registry, JsonStream stream)
      throws IOException, InterruptedException {
    var board = new ProgressBoard(stream);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try (threads) {
      uploadAll(registry, board, threads);
    } catch (ExecutionException e) {
      var cause = e.getCause();
      throw cause instanceof IOException io ? io : new IOException("the upload failed", cause);
    }
  }

  private void uploadAll(RegistryClient registry, ProgressBoard board, ExecutorService threads)
      throws IOException, InterruptedException, ExecutionException {
    var uploads = new ArrayList<CompletableFuture<Void>>();
    try {
      for (var blob : new LinkedHashSet<>(image.layers().stream().map(Layer::blob).toList())) {
        var transfer = new Transfer(blob.digest().abbreviated(), blob.size(), "Preparing");
        board.add(transfer);
        uploads.add(upload(registry, blob, transfer, threads));
      }
      board.follow(uploads);
    } finally {
      // Also when the client has gone: to close the threads is to wait for them.
      threads.shutdownNow();
    }
  }

  private CompletableFuture<Void> upload(
      RegistryClient registry, Descriptor blob, Transfer transfer, ExecutorService threads) {
    var done = new CompletableFuture<Void>();
    threads.execute(
        () -> {
          try {
            slots.acquire();
            try {
              send(registry, blob, transfer);
            } finally {
              slots.release();
            }
            done.complete(null);
          } catch (IOException | InterruptedException | RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  private void send(RegistryClient registry, Descriptor blob, Transfer transfer)
      throws IOException, InterruptedException {
    var repository = reference.canonicalPath();
    if (registry.holds(repository, blob.digest())) {
      transfer.status("Layer already exists");
      return;
    }
    var from = neighbours().stream().findFirst();
    var location = registry.beginUpload(repository, blob.digest(), from);
    if (location.isEmpty()) {
      transfer.status("Mounted from " + from.orElse(repository));
      return;
    }
    transfer.status("Pushing");
    registry.upload(location.get(), blob, images.content().require(blob.digest()), transfer);
    latency.upload(blob.size());
    transfer.status("Pushed");
  }

  private void putManifest(RegistryClient registry, JsonStream stream) throws IOException {
    var tag = reference.tag().orElse("latest");
    var manifest = manifest().toJson();
    var digest = Digest.sha256(manifest);
    registry.putManifest(reference.canonicalPath(), tag, MediaTypes.DOCKER_MANIFEST, manifest);
    var byDigest =
        new ImageReference(
            reference.registry(), reference.path(), Optional.empty(), Optional.of(digest));
    images.add(image, List.of(byDigest));

    stream.status("%s: digest: %s size: %d".formatted(tag, digest, manifest.length));
    var aux = new LinkedHashMap<String, Object>();
    aux.put("Tag", tag);
    aux.put("Digest", digest.toString());
    aux.put("Size", manifest.length);
    stream.send(Map.of("progressDetail", Map.of(), "aux", aux));
  }

  /// Docker's schema 2, as dockerd pushes it, whatever the image came as.
  private Manifest manifest() {
    var config = image.config();
    return new Manifest.Image(
        MediaTypes.DOCKER_MANIFEST,
        new Descriptor(MediaTypes.DOCKER_CONFIG, config.size(), config.digest()),
        image.layers().stream()
            .map(Layer::blob)
            .map(it -> new Descriptor(dockerType(it.mediaType()), it.size(), it.digest()))
            .toList());
  }

  private static String dockerType(String mediaType) {
    return mediaType.endsWith("gzip")
        ? MediaTypes.DOCKER_LAYER
        : "application/vnd.docker.image.rootfs.diff.tar";
  }

  /// Repositories of the same registry that may have the blobs already.
  private List<String> neighbours() {
    return images.digests(image).stream()
        .filter(it -> it.registry().equals(reference.registry()))
        .map(ImageReference::canonicalPath)
        .filter(it -> !it.equals(reference.canonicalPath()))
        .distinct()
        .toList();
  }

  private List<String> scopes() {
    var scopes = new ArrayList<String>();
    scopes.add("repository:%s:pull,push".formatted(reference.canonicalPath()));
    neighbours().forEach(it -> scopes.add("repository:%s:pull".formatted(it)));
    return scopes;
  }
}
