package dev.dyno.bench.dashboard;

import java.util.Optional;
import java.util.regex.Pattern;

/// A series' number as addresses and JSON have it: 16 hexadecimal digits, since the numbers of
/// scripts hold 53 bits only.
final class SeriesNumber {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{16}");

  private SeriesNumber() {}

  static String text(long id) {
    return "%016x".formatted(id);
  }

  static Optional<Long> read(String text) {
    return DIGITS.matcher(text).matches()
        ? Optional.of(Long.parseUnsignedLong(text, 16))
        : Optional.empty();
  }
}
