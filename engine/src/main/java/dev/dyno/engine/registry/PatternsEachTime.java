package dev.dyno.engine.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/// `precompiled-patterns` off: two patterns are compiled for every reference, one that takes it
/// apart and one that tells a registry, as engine-ci does. What they find is right, unlike there:
/// `host:5000/app:tag` has a port and a tag.
record PatternsEachTime() implements ReferenceParser {

  /// Name up to the first colon behind the last slash; tag; all behind the first at sign. Takes any
  /// text, and no choice in it is ever taken back more than once.
  private static final String PARTS =
      "(?s)(?<name>(?:[^@]*/)?[^:/@]*)(?::(?<tag>[^@]*))?(?:@(?<digest>.*))?";

  private static final String REGISTRY = "[.:]|^localhost\\z";

  @Override
  public ImageReference parse(String text) {
    var parts = Pattern.compile(PARTS).matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException(
          "the pattern of references does not take " + new Quoted(text));
    }
    var digest = Optional.ofNullable(parts.group("digest")).map(Digest::parse);
    var tag = Optional.ofNullable(parts.group("tag"));
    if (tag.isEmpty() && digest.isEmpty()) {
      tag = Optional.of(ImageReference.DEFAULT_TAG);
    }

    var name = parts.group("name");
    int slash = name.indexOf('/');
    var first = slash < 0 ? "" : name.substring(0, slash);
    return Pattern.compile(REGISTRY).matcher(first).find()
        ? new ImageReference(first, name.substring(slash + 1), tag, digest)
        : new ImageReference(ImageReference.DOCKER_HUB, name, tag, digest);
  }
}
