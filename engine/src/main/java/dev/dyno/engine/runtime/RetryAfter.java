package dev.dyno.engine.runtime;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long somebody asks to be left in peace.
final class RetryAfter {

  /// As ghcr.io writes it into its answer, which a daemon hands on: `retry-after: 1.3ms`, in Go's
  /// words for times; without a unit, seconds.
  private static final Pattern IN_WORDS =
      Pattern.compile(
          "(?i)retry-after:?\\s*([0-9]{1,9}(?:\\.[0-9]{1,9})?)\\s*(ns|µs|us|ms|s|m|h)?\\b");

  private RetryAfter() {}

  /// Reads an HTTP header (RFC 9110, 10.2.3): whole seconds, or a date.
  ///
  /// @return empty for what is neither; never negative
  static Optional<Duration> ofHeader(String value, Clock clock) {
    var text = value.strip();
    try {
      if (text.matches("[0-9]{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
      }
      var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var wait = Duration.between(clock.instant(), date);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException neither) {
      return Optional.empty();
    }
  }

  /// Looks for it in a message for people.
  static Optional<Duration> inWords(String message) {
    var found = IN_WORDS.matcher(message);
    if (!found.find()) {
      return Optional.empty();
    }
    var unit = found.group(2) == null ? "s" : found.group(2).toLowerCase(Locale.ROOT);
    return Optional.of(Duration.ofNanos((long) (Double.parseDouble(found.group(1)) * nanos(unit))));
  }

  private static double nanos(String unit) {
    return switch (unit) {
      case "h" -> 3_600e9;
      case "m" -> 60e9;
      case "s" -> 1e9;
      case "ms" -> 1e6;
      case "ns" -> 1;
      default -> 1e3;
    };
  }
}
