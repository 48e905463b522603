package dev.dyno.engine.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/// The name of content by its hash, as registries write it: `sha256:` and 64 hexadecimal digits.
///
/// @param algorithm `sha256` or `sha512`
/// @param hex lower-case hexadecimal digits, 64 or 128 of them
public record Digest(String algorithm, String hex) {
  private static final Map<String, Integer> HEX_DIGITS = Map.of("sha256", 64, "sha512", 128);
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  /// Checks that the digits belong to the algorithm.
  public Digest {
    var expected = HEX_DIGITS.get(algorithm);
    if (expected == null) {
      throw new IllegalArgumentException(
          "digest algorithm %s is unknown; use sha256 or sha512".formatted(new Quoted(algorithm)));
    }
    if (hex.length() != expected || !HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "a %s digest has %d lower-case hexadecimal digits, not %s"
              .formatted(algorithm, expected, new Quoted(hex)));
    }
  }

  /// Reads `algorithm:hex`.
  ///
  /// @throws IllegalArgumentException when the text is not a digest
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "%s is not a digest; write it as sha256:<64 hexadecimal digits>"
              .formatted(new Quoted(text)));
    }
    return new Digest(text.substring(0, colon), text.substring(colon + 1));
  }

  /// The SHA-256 digest of these bytes.
  public static Digest sha256(byte[] content) {
    var hash = sha256();
    hash.update(content);
    return ofSha256(hash);
  }

  /// A fresh SHA-256, to be fed piece by piece and handed to [#ofSha256].
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// The digest of all that was fed to `hash`, which starts anew.
  public static Digest ofSha256(MessageDigest hash) {
    return new Digest("sha256", HexFormat.of().formatHex(hash.digest()));
  }

  /// The first twelve digits: what docker shows to people.
  public String abbreviated() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
