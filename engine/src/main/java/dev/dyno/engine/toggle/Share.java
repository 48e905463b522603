package dev.dyno.engine.toggle;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/// For which part of all builds an optimization is on.
///
/// A build's place among all builds comes from the first 8 bytes of the SHA-256 of
/// `<toggle>:<build id>`: the same in every process and version, even over ids that differ in one
/// digit, and unlike that of another toggle. A build whose place lies below the share has it on, so
/// a growing share only adds builds.
///
/// @param hundredths of a percent, 0 to 10,000
record Share(int hundredths) {

  static final Share NONE = new Share(0);
  static final Share WHOLE = new Share(10_000);

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,2})?)%");

  Share {
    if (hundredths < 0 || hundredths > 10_000) {
      throw new IllegalArgumentException(
          "share %s%% is not between 0%% and 100%%".formatted(percent(hundredths)));
    }
  }

  /// Reads `25%` or `0.5%`.
  ///
  /// @throws IllegalArgumentException for anything else
  static Share parse(String text) {
    var match = PERCENT.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "share '%s' is not a percentage: write it like 25%% or 0.5%%".formatted(text));
    }
    return new Share(new BigDecimal(match.group(1)).movePointRight(2).intValueExact());
  }

  /// Whether nothing has to be decided build by build.
  boolean sameForAll() {
    return equals(NONE) || equals(WHOLE);
  }

  /// Whether a build is in it.
  boolean takes(Optimization optimization, String build) {
    return Long.remainderUnsigned(hash(optimization.id() + ":" + build), 10_000) < hundredths;
  }

  private static long hash(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      long first = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        first = (first << 8) | (digest[i] & 0xff);
      }
      return first;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static String percent(int hundredths) {
    return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
  }

  /// As [#parse] reads it.
  @Override
  public String toString() {
    return percent(hundredths) + "%";
  }
}
