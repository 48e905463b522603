package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.content.Descriptor;
import dev.dyno.engine.embedded.content.DigestMismatch;
import dev.dyno.engine.embedded.content.Manifest;
import dev.dyno.engine.embedded.latency.Operation;
import dev.dyno.engine.registry.Digest;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// One pull, in the two halves that the protocol has: [#resolve] before the first byte of the
/// answer, [Found#fetch] inside it.
final class Pull {
  // Is it a registry, the digest of the tag, the manifest.
  private static final int REQUESTS_BEFORE_BLOBS = 3;

  private final ImageStore images;
  private final Downloads downloads;
  private final ImageReference reference;
  private final Optional<Platform> platform;
  private final Optional<RegistryCredentials> credentials;

  Pull(
      ImageStore images,
      Downloads downloads,
      ImageReference reference,
      Optional<Platform> platform,
      Optional<RegistryCredentials> credentials) {
    this.images = images;
    this.downloads = downloads;
    this.reference = ImageStore.withoutTagBesideDigest(reference);
    this.platform = platform;
    this.credentials = credentials;
  }

  /// Finds the manifest; dockerd asks for the digest first, and so do we.
  Found resolve() throws DaemonError, IOException, InterruptedException {
    downloads.latency().roundTrips(REQUESTS_BEFORE_BLOBS);
    var repository = reference.canonicalPath();
    try {
      var registry =
          RegistryClient.connect(
              reference.registry(),
              credentials,
              List.of("repository:%s:pull".formatted(repository)));
      var wanted = reference.digest().map(Digest::toString).or(reference::tag).orElseThrow();
      var digest = registry.manifestDigest(repository, wanted);
      var top = registry.manifest(repository, digest.map(Digest::toString).orElse(wanted));
      requireDigest(digest.or(reference::digest), top.digest());
      return switch (top.manifest()) {
        case Manifest.Image image -> new Found(registry, top.digest(), image);
        case Manifest.Index index -> new Found(registry, top.digest(), choose(registry, index));
      };
    } catch (RegistryFailure e) {
      throw refusal(e);
    }
  }

  /// A manifest whose blobs are still to come.
  final class Found {
    private final RegistryClient registry;
    private final Digest digest;
    private final Manifest.Image manifest;

    private Found(RegistryClient registry, Digest digest, Manifest.Image manifest) {
      this.registry = registry;
      this.digest = digest;
      this.manifest = manifest;
    }

    /// Downloads what is missing and names the image. Nothing stays when it fails.
    StoredImage fetch(JsonStream stream) throws IOException, InterruptedException {
      stream.status(
          reference.tag().or(() -> reference.digest().map(Digest::toString)).orElseThrow(),
          "Pulling from " + reference.canonicalPath());
      var known =
          images
              .find(reference.toString())
              .filter(it -> it.id().equals(manifest.config().digest()));
      var image = known.isPresent() ? known.get() : download(stream);
      images.add(image, names());

      stream.status("Digest: " + digest);
      stream.status(
          known.isPresent()
              ? "Status: Image is up to date for " + reference.familiar()
              : "Status: Downloaded newer image for " + reference.familiar());
      return image;
    }

    private StoredImage download(JsonStream stream) throws IOException, InterruptedException {
      try (var lease = images.lease()) {
        lease.hold(manifest.config().digest());
        manifest.layers().forEach(layer -> lease.hold(layer.digest()));
        // One for all blobs: they are asked for at once.
        downloads.latency().roundTrips(1);
        var config = config(stream);
        requirePlatform(config);
        var image = new StoredImage(manifest.config(), layers(config, stream));
        downloads.latency().spend(Operation.PULL);
        // Under the lease: from here on the image itself keeps its blobs.
        images.add(image, List.of());
        return image;
      }
    }

    private ImageConfig config(JsonStream stream) throws IOException, InterruptedException {
      var blob = manifest.config();
      var download = downloads.config(blob, this::open);
      follow(new ProgressBoard(stream), download.stream().toList());
      return ImageConfig.parse(images.content().read(blob.digest()));
    }

    private List<Layer> layers(ImageConfig config, JsonStream stream)
        throws IOException, InterruptedException {
      var blobs = manifest.layers();
      var diffIds = config.diffIds();
      if (diffIds.size() != blobs.size()) {
        throw new IOException(
            "the manifest has %d layers, its configuration %d"
                .formatted(blobs.size(), diffIds.size()));
      }
      fetch(blobs, diffIds, new ProgressBoard(stream));
      var layers = new ArrayList<Layer>();
      for (int i = 0; i < blobs.size(); i++) {
        layers.add(proven(blobs.get(i), diffIds.get(i)));
      }
      return layers;
    }

    private void fetch(List<Descriptor> blobs, List<Digest> diffIds, ProgressBoard board)
        throws IOException, InterruptedException {
      var extraction = downloads.latency().extraction();
      var begun = new ArrayList<Download>();
      try {
        for (int i = 0; i < blobs.size(); i++) {
          var blob = blobs.get(i);
          var download = downloads.layer(blob, diffIds.get(i), extraction, this::open);
          download.ifPresent(begun::add);
          board.add(
              download
                  .map(Download::transfer)
                  .orElseGet(
                      () ->
                          new Transfer(
                              blob.digest().abbreviated(), blob.size(), "Already exists")));
        }
        await(board, begun);
      } finally {
        leave(begun);
      }
    }

    /// Another image may have brought the layer, and promised another content.
    private Layer proven(Descriptor blob, Digest diffId) throws IOException {
      var layer =
          images
              .layer(blob.digest())
              .orElseThrow(() -> new IOException("layer %s is gone".formatted(blob.digest())));
      if (!layer.diffId().equals(diffId)) {
        throw new DigestMismatch(
            "content of layer %s".formatted(blob.digest()), diffId, layer.diffId());
      }
      return layer;
    }

    private InputStream open(Digest blob) throws IOException {
      return registry.blob(reference.canonicalPath(), blob);
    }

    private void requirePlatform(ImageConfig config) throws IOException {
      if (platform.isPresent() && !platform.get().accepts(config.platform())) {
        throw new IOException(
            "image with reference %s was found but does not match the specified platform: wanted %s, actual: %s"
                .formatted(reference.familiar(), platform.get(), config.platform()));
      }
    }

    private List<ImageReference> names() {
      var byDigest =
          new ImageReference(
              reference.registry(), reference.path(), Optional.empty(), Optional.of(digest));
      return reference.tag().isPresent() ? List.of(reference, byDigest) : List.of(byDigest);
    }
  }

  private void follow(ProgressBoard board, List<Download> begun)
      throws IOException, InterruptedException {
    try {
      await(board, begun);
    } finally {
      leave(begun);
    }
  }

  private static void await(ProgressBoard board, List<Download> begun)
      throws IOException, InterruptedException {
    try {
      board.follow(begun.stream().map(Download::arrived).toList());
    } catch (ExecutionException e) {
      var cause = e.getCause();
      throw cause instanceof IOException io ? io : new IOException("the download failed", cause);
    }
  }

  private void leave(List<Download> begun) throws InterruptedException {
    for (var download : begun) {
      downloads.leave(download);
    }
  }

  private Manifest.Image choose(RegistryClient registry, Manifest.Index index)
      throws DaemonError, IOException {
    var wanted = platform.orElseGet(Platform::host);
    var chosen =
        index
            .forPlatform(wanted)
            .orElseThrow(
                () ->
                    new DaemonError(
                        404,
                        "no matching manifest for %s in the manifest list entries"
                            .formatted(wanted)));
    var received = registry.manifest(reference.canonicalPath(), chosen.digest().toString());
    requireDigest(Optional.of(chosen.digest()), received.digest());
    if (received.manifest() instanceof Manifest.Image image) {
      return image;
    }
    throw new IOException("manifest %s is an index inside an index".formatted(chosen.digest()));
  }

  private static void requireDigest(Optional<Digest> expected, Digest seen) throws IOException {
    if (expected.isPresent() && !expected.get().equals(seen)) {
      throw new DigestMismatch("manifest", expected.get(), seen);
    }
  }

  private DaemonError refusal(RegistryFailure e) {
    return e.status() == 404
        ? new DaemonError(
            404,
            "manifest for %s not found: manifest unknown: manifest unknown"
                .formatted(reference.familiar()))
        : new DaemonError(500, String.valueOf(e.getMessage()));
  }
}
