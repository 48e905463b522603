package dev.dyno.engine.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/// Which image: `[registry[:port]/]path[:tag][@digest]`.
///
/// The first component is a registry when it holds a dot or a colon or is `localhost`;
/// otherwise the image is on `docker.io`. There, `library/` is dropped from the names of
/// official images, so that `alpine` and `docker.io/library/alpine` are equal.
///
/// @param registry host, with `:port` when it is not the default port
/// @param path lower-case components parted by `/`
/// @param tag up to 128 letters, digits, `_`, `.` and `-`
/// @param digest of the manifest
public record ImageReference(
    String registry, String path, Optional<String> tag, Optional<Digest> digest) {
  static final String DOCKER_HUB = "docker.io";
  private static final String OFFICIAL = "library/";
  static final String DEFAULT_TAG = "latest";

  // Checked before the patterns, which recurse: a very long text must not overflow the stack.
  private static final int LONGEST_NAME = 255;

  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:.]+])(?::[0-9]{1,5})?");
  private static final Pattern PATH =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*)*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

  /// Checks every part.
  public ImageReference {
    registry = registry.equals("index.docker.io") ? DOCKER_HUB : registry;
    path = registry.equals(DOCKER_HUB) ? withoutOfficialPrefix(path) : path;
    if (registry.length() + path.length() >= LONGEST_NAME) {
      throw new IllegalArgumentException(
          "the image name is %d characters long; at most %d are allowed"
              .formatted(registry.length() + path.length() + 1, LONGEST_NAME));
    }
    require(REGISTRY, registry, "registry", "write it as host or host:port");
    require(PATH, path, "repository path", "use lower-case letters, digits and single separators");
    tag.ifPresent(it -> require(TAG, it, "tag", "use up to 128 letters, digits, '_', '.' and '-'"));
    if (!isRegistry(registry)) {
      throw new IllegalArgumentException(
          "%s cannot be told from a path; a registry holds a dot or a port or is localhost"
              .formatted(new Quoted(registry)));
    }
  }

  /// Reads a reference as people type it; with neither tag nor digest it means `latest`.
  ///
  /// @throws IllegalArgumentException when the text is not a reference; the message says which
  ///     part
  public static ImageReference parse(String text) {
    int at = text.indexOf('@');
    var digest =
        at < 0 ? Optional.<Digest>empty() : Optional.of(Digest.parse(text.substring(at + 1)));
    var tagged = at < 0 ? text : text.substring(0, at);

    int colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
    var name = colon < 0 ? tagged : tagged.substring(0, colon);
    var tag = colon < 0 ? Optional.<String>empty() : Optional.of(tagged.substring(colon + 1));
    if (tag.isEmpty() && digest.isEmpty()) {
      tag = Optional.of(DEFAULT_TAG);
    }

    int slash = name.indexOf('/');
    return slash >= 0 && isRegistry(name.substring(0, slash))
        ? new ImageReference(name.substring(0, slash), name.substring(slash + 1), tag, digest)
        : new ImageReference(DOCKER_HUB, name, tag, digest);
  }

  /// The name as docker prints it: without tag, and without `docker.io` unless the path would
  /// then be taken for another registry.
  public String name() {
    int slash = path.indexOf('/');
    var ambiguous = slash >= 0 && isRegistry(path.substring(0, slash));
    return registry.equals(DOCKER_HUB) && !ambiguous ? path : registry + "/" + path;
  }

  /// The path as the registry knows it: official images of `docker.io` live below `library/`.
  public String canonicalPath() {
    return registry.equals(DOCKER_HUB) && path.indexOf('/') < 0 ? OFFICIAL + path : path;
  }

  /// This image under another tag, without a digest.
  public ImageReference withTag(String other) {
    return new ImageReference(registry, path, Optional.of(other), Optional.empty());
  }

  /// The name as docker prints it, with tag and digest as far as they are given.
  public String familiar() {
    return name() + suffix();
  }

  /// The whole reference; [#parse] reads it back to an equal one.
  @Override
  public String toString() {
    return registry + "/" + path + suffix();
  }

  private String suffix() {
    return tag.map(it -> ":" + it).orElse("") + digest.map(it -> "@" + it).orElse("");
  }

  private static boolean isRegistry(String component) {
    return component.indexOf('.') >= 0
        || component.indexOf(':') >= 0
        || component.equals("localhost");
  }

  private static String withoutOfficialPrefix(String path) {
    var official = path.startsWith(OFFICIAL) && path.indexOf('/', OFFICIAL.length()) < 0;
    return official ? path.substring(OFFICIAL.length()) : path;
  }

  private static void require(Pattern pattern, String value, String part, String advice) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s is not a valid %s; %s".formatted(new Quoted(value), part, advice));
    }
  }
}
