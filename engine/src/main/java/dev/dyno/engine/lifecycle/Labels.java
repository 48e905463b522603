package dev.dyno.engine.lifecycle;

import dev.dyno.engine.registry.Digest;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;

/// The texts that name things in logs and on command lines. Toggle `string-builders`.
///
/// Both sides write the same, character by character. Concurrency: any thread may call, platform
/// or virtual.
public sealed interface Labels permits JoinedLabels, BuiltLabels {

  /// Characters of a container's id that its prefix shows.
  int ID = 6;

  /// Characters of an image's tag that its container's prefix shows.
  int TAG = 8;

  /// What stands before each log line of a container: `[<id 6> (<image>:<tag 8>)]`.
  ///
  /// @param container its id; a shorter one is shown whole
  /// @param image its image's name
  /// @param tag its image's tag; may be empty
  String prefix(String container, String image, String tag);

  /// `image:tag` of a build.
  String imageUri(BuildView build);

  /// The flags of a build with blanks between, as a log shows a call. For people: a value with a
  /// blank in it is not quoted.
  String flagLine(BuildView build);

  /// The prefix of a container of this image. Where the image is given by digest alone, the
  /// digest's first digits stand in the tag's place.
  default String prefix(String container, ImageReference image) {
    var tag = image.tag().or(() -> image.digest().map(Digest::hex)).orElse("");
    return prefix(container, image.name(), tag);
  }

  /// The implementation that the toggles ask for.
  static Labels chosenBy(Toggles toggles) {
    return toggles.has(Optimization.STRING_BUILDERS)
        ? new BuiltLabels(new BuilderPool())
        : new JoinedLabels();
  }
}
