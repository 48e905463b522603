package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.content.ContentStore;
import dev.dyno.engine.embedded.content.Space;
import dev.dyno.engine.registry.Digest;
import dev.dyno.engine.registry.ImageReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The images of the daemon and their names, over a [ContentStore].
///
/// Assumes that one daemon at a time uses the folder. Guarantees that every image here has all its
/// blobs, also after a restart, and that a blob without image and without [Lease] is gone.
final class ImageStore {
  private static final Pattern ID_PREFIX = Pattern.compile("(?:sha256:)?([0-9a-f]{1,64})");

  private final ContentStore content;
  private final ImageLedger ledger;
  private final ImageLedger.State state;
  private final Map<Digest, Integer> leases = new HashMap<>();
  private final Map<Digest, Layer> layers = new HashMap<>();

  private ImageStore(ContentStore content, ImageLedger ledger, ImageLedger.State state) {
    this.content = content;
    this.ledger = ledger;
    this.state = state;
  }

  /// Opens the store and drops what an earlier process downloaded for images it never finished.
  static ImageStore open(Path root, Space space) throws IOException {
    var content = ContentStore.open(root, space);
    var ledger = new ImageLedger(root.resolve("images.json"));
    var store = new ImageStore(content, ledger, ledger.load());
    store.state.images().values().removeIf(image -> !store.isWhole(image));
    store.state.names().values().removeIf(id -> !store.state.images().containsKey(id));
    store.state.images().values().forEach(store::learnLayers);
    store.sweep(content.digests());
    return store;
  }

  ContentStore content() {
    return content;
  }

  synchronized List<StoredImage> images() {
    return List.copyOf(state.images().values());
  }

  /// By tag, by digest, by id or by the beginning of an id.
  synchronized Optional<StoredImage> find(String nameOrId) {
    return named(nameOrId).or(() -> byIdPrefix(nameOrId));
  }

  synchronized StoredImage require(String nameOrId) throws DaemonError {
    return find(nameOrId)
        .orElseThrow(() -> new DaemonError(404, "No such image: %s".formatted(nameOrId)));
  }

  /// Whether the text means an image by its id rather than by a name.
  synchronized boolean isId(String nameOrId) {
    return named(nameOrId).isEmpty() && byIdPrefix(nameOrId).isPresent();
  }

  /// References with a tag, in lexical order.
  synchronized List<ImageReference> tags(StoredImage image) {
    return names(image, it -> it.tag().isPresent());
  }

  /// References with a digest, in lexical order.
  synchronized List<ImageReference> digests(StoredImage image) {
    return names(image, it -> it.digest().isPresent());
  }

  /// A layer that is here and proven.
  synchronized Optional<Layer> layer(Digest blob) {
    return Optional.ofNullable(layers.get(blob)).filter(it -> content.holds(blob));
  }

  /// Remembers a layer that was just stored, under a lease.
  synchronized void learn(Layer layer) {
    layers.put(layer.blob().digest(), layer);
  }

  /// Keeps the image under these names, each with a tag or a digest.
  ///
  /// @throws IOException when a blob of it was removed meanwhile
  synchronized void add(StoredImage image, Collection<ImageReference> names) throws IOException {
    if (!isWhole(image)) {
      throw new IOException("image %s was removed meanwhile; try again".formatted(image.id()));
    }
    change(
        () -> {
          state.images().put(image.id(), image);
          names.forEach(name -> state.names().put(name, image.id()));
        });
    learnLayers(image);
  }

  /// Takes a name away; the image stays.
  synchronized void untag(ImageReference name) throws IOException {
    change(() -> state.names().remove(name));
  }

  /// Deletes the image with all its names; O(images) for the blobs that others share.
  synchronized void remove(StoredImage image) throws IOException {
    change(
        () -> {
          state.images().remove(image.id());
          state.names().values().removeIf(image.id()::equals);
        });
    sweep(image.blobs());
  }

  Lease lease() {
    return new Lease(this);
  }

  synchronized void hold(Digest blob) {
    leases.merge(blob, 1, Integer::sum);
  }

  synchronized void release(Collection<Digest> blobs) throws IOException {
    for (var blob : blobs) {
      leases.computeIfPresent(blob, (_, count) -> count == 1 ? null : count - 1);
    }
    sweep(blobs);
  }

  /// What cannot be saved, on a full disk or after an interrupt, has not happened.
  private synchronized void change(Runnable change) throws IOException {
    var before = state.copy();
    change.run();
    try {
      ledger.save(state);
    } catch (IOException e) {
      state.become(before);
      throw e;
    }
  }

  private synchronized void sweep(Collection<Digest> candidates) throws IOException {
    var used = new HashSet<>(leases.keySet());
    state.images().values().forEach(image -> used.addAll(image.blobs()));
    for (var blob : candidates) {
      if (!used.contains(blob)) {
        layers.remove(blob);
        content.delete(blob);
      }
    }
  }

  private synchronized void learnLayers(StoredImage image) {
    image.layers().forEach(this::learn);
  }

  private boolean isWhole(StoredImage image) {
    return image.blobs().stream().allMatch(content::holds);
  }

  private synchronized List<ImageReference> names(
      StoredImage image, Predicate<ImageReference> kind) {
    var names = new ArrayList<ImageReference>();
    state
        .names()
        .forEach(
            (name, id) -> {
              if (id.equals(image.id()) && kind.test(name)) {
                names.add(name);
              }
            });
    return names;
  }

  private synchronized Optional<StoredImage> named(String name) {
    try {
      var id = state.names().get(withoutTagBesideDigest(ImageReference.parse(name)));
      return id == null ? Optional.empty() : Optional.ofNullable(state.images().get(id));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private synchronized Optional<StoredImage> byIdPrefix(String text) {
    var matcher = ID_PREFIX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var found =
        state.images().values().stream()
            .filter(image -> image.id().hex().startsWith(matcher.group(1)))
            .limit(2)
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /// As docker does: with a digest, the tag says nothing.
  static ImageReference withoutTagBesideDigest(ImageReference name) {
    return name.digest().isEmpty()
        ? name
        : new ImageReference(name.registry(), name.path(), Optional.empty(), name.digest());
  }
}
