package dev.dyno.engine.embedded.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/// Which bytes of a blob a request wants (RFC 9110, 14.2).
sealed interface ByteRange {
  /// All: no range, or one that is to be ignored, such as several at once.
  record Whole() implements ByteRange {}

  /// From the first to the last byte, both included.
  record Part(long first, long last) implements ByteRange {}

  /// Nothing that the blob has.
  record Unsatisfiable() implements ByteRange {}

  Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  static ByteRange of(Optional<String> header, long size) {
    var matcher = SINGLE.matcher(header.orElse(""));
    if (!matcher.matches()) {
      return new Whole();
    }
    var from = matcher.group(1);
    var to = matcher.group(2);
    if (from.isEmpty()) {
      return to.isEmpty() ? new Whole() : suffix(Long.parseLong(to), size);
    }
    long first = Long.parseLong(from);
    long last = to.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(to));
    return first > last ? new Unsatisfiable() : new Part(first, last);
  }

  private static ByteRange suffix(long length, long size) {
    return length == 0 || size == 0
        ? new Unsatisfiable()
        : new Part(Math.max(0, size - length), size - 1);
  }
}
