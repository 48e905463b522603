package dev.dyno.engine.embedded.registry;

import dev.dyno.engine.registry.Platform;
import java.util.List;

/// The recipe of an image made up for a measurement; the same recipe gives the same bytes for ever.
///
/// Layers depend on their number, `layerBytes`, `compressible` and `seed` alone: images of one seed
/// share them, whatever their repository, tag or platforms.
///
/// @param repository path in the registry, such as `bench/app`
/// @param tag of the image
/// @param platforms at least one; more than one makes an index
/// @param layers 0 to 127
/// @param layerBytes in the files of one layer, before compression; 0 to 16 GiB
/// @param compressible share of text among the bytes, 0 to 1; the rest is random
/// @param seed of the random bytes
public record SyntheticImage(
    String repository,
    String tag,
    List<Platform> platforms,
    int layers,
    long layerBytes,
    double compressible,
    long seed) {
  private static final int MOST_LAYERS = 127;
  private static final long LARGEST_LAYER = 16L << 30;

  /// Checks the ranges and copies the list.
  public SyntheticImage {
    platforms = List.copyOf(platforms);
    if (!RegistryFront.isName(repository)) {
      throw new IllegalArgumentException(
          "'%s' is not a repository; use lower-case paths such as bench/app".formatted(repository));
    }
    if (!ManifestApi.isTag(tag)) {
      throw new IllegalArgumentException("'%s' is not a tag".formatted(tag));
    }
    if (platforms.isEmpty()) {
      throw new IllegalArgumentException("an image needs at least one platform");
    }
    if (layers < 0 || layers > MOST_LAYERS) {
      throw new IllegalArgumentException("%d layers; use 0 to %d".formatted(layers, MOST_LAYERS));
    }
    if (layerBytes < 0 || layerBytes > LARGEST_LAYER) {
      throw new IllegalArgumentException(
          "%d bytes in a layer; use 0 to %d".formatted(layerBytes, LARGEST_LAYER));
    }
    if (!(compressible >= 0 && compressible <= 1)) {
      throw new IllegalArgumentException(
          "compressible share %s; use 0 to 1".formatted(compressible));
    }
  }
}
