package dev.dyno.engine.registry;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an image runs on: `os/architecture[/variant]`, in the words of Go and OCI.
///
/// @param os such as `linux`
/// @param architecture such as `amd64` or `arm64`
/// @param variant such as `v8`
public record Platform(String os, String architecture, Optional<String> variant) {
  private static final Pattern PART = Pattern.compile("[a-z0-9_.-]+");

  /// Checks every part.
  public Platform {
    requirePart(os);
    requirePart(architecture);
    variant.ifPresent(Platform::requirePart);
  }

  /// Reads `os/architecture[/variant]`, or `auto` for [#host].
  ///
  /// @throws IllegalArgumentException when the text is not a platform
  public static Platform parse(String text) {
    if (text.equals("auto")) {
      return host();
    }
    var parts = text.split("/", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException(
          "%s is not a platform; write os/architecture, os/architecture/variant or auto"
              .formatted(new Quoted(text)));
    }
    var variant = parts.length == 3 ? Optional.of(parts[2]) : Optional.<String>empty();
    return new Platform(parts[0], goArchitecture(parts[1]), variant);
  }

  /// The platform of images that this machine runs; a Mac runs those of `linux`.
  public static Platform host() {
    var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var os = name.startsWith("windows") ? "windows" : "linux";
    return new Platform(os, goArchitecture(System.getProperty("os.arch")), Optional.empty());
  }

  /// Whether an image for `other` serves a caller who asked for this one: an unstated variant takes
  /// any.
  public boolean accepts(Platform other) {
    return os.equals(other.os)
        && architecture.equals(other.architecture)
        && (variant.isEmpty() || variant.equals(other.variant));
  }

  @Override
  public String toString() {
    return os + "/" + architecture + variant.map(it -> "/" + it).orElse("");
  }

  // Java and uname say x86_64 and aarch64 where images say amd64 and arm64.
  private static String goArchitecture(String architecture) {
    return switch (architecture) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> architecture;
    };
  }

  private static void requirePart(String part) {
    if (!PART.matcher(part).matches()) {
      throw new IllegalArgumentException(
          "%s is not a part of a platform; use lower-case letters and digits"
              .formatted(new Quoted(part)));
    }
  }
}
