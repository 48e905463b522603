package dev.dyno.bench.dashboard;

import dev.dyno.reports.history.StoredAck;
import dev.dyno.reports.html.Typography;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers and times as the pages set them.
final class Figures {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int COMMIT = 10;
  private static final double NEARLY_ALL = 0.99;

  private static final String NONE = "–";

  private Figures() {}

  /// `−12.3 %`; with two decimals where little is left.
  static String percent(double ratio) {
    int decimals = ratio < -NEARLY_ALL ? 2 : Math.abs(ratio) >= 10 ? 0 : 1;
    return Typography.signed(100 * ratio, decimals) + Typography.SPACE + "%";
  }

  /// `−14.0 to −10.2 %`; an end that few pairs do not bound is told as open.
  static String interval(@Nullable Double low, @Nullable Double high) {
    return "%s to %s"
        .formatted(low == null ? "open" : percent(low), high == null ? "open" : percent(high));
  }

  /// How many pairs; a dash where nothing was paired.
  static String pairs(int pairs) {
    return pairs == 0 ? NONE : Typography.whole(pairs);
  }

  /// `0.42 %`: of a mean of logarithms, near 0 that of the ratio; a dash where none was told.
  static String error(@Nullable Double standardError) {
    return standardError == null
        ? NONE
        : Typography.digits(100 * standardError) + Typography.SPACE + "%";
  }

  static String day(Instant at) {
    return DAY.format(at);
  }

  static String minute(Instant at) {
    return MINUTE.format(at);
  }

  static String commit(String hash) {
    return hash.substring(0, Math.min(COMMIT, hash.length()));
  }

  /// `accepted until 31 Jan 2027 by Ada: worth it`.
  static String accepted(StoredAck ack) {
    return "accepted until %s by %s: %s"
        .formatted(
            day(ack.until().atStartOfDay(ZoneOffset.UTC).toInstant()), ack.by(), ack.reason());
  }

  /// `3 min ago`, and the day where it was long ago.
  static String ago(Instant at, Instant now) {
    var since = Duration.between(at, now);
    if (since.isNegative() || since.toDays() > 6) {
      return day(at);
    }
    if (since.toDays() > 0) {
      return since.toDays() == 1 ? "yesterday" : since.toDays() + " days ago";
    }
    if (since.toHours() > 0) {
      return since.toHours() + " h ago";
    }
    return since.toMinutes() > 0 ? since.toMinutes() + " min ago" : "just now";
  }

  /// `4 min 20 s`, in steps that do not flicker.
  static String left(Duration left) {
    if (left.toHours() > 0) {
      return "%d h %d min".formatted(left.toHours(), left.toMinutesPart());
    }
    return left.toMinutes() > 9
        ? left.toMinutes() + " min"
        : left.toMinutes() > 0
            ? "%d min %d s".formatted(left.toMinutes(), left.toSecondsPart())
            : left.toSeconds() + " s";
  }

  /// `812.4 us/op`, as `µs/op`.
  static String reading(double value, String unit) {
    return Typography.digits(value) + Typography.SPACE + unit.replace("us/", "µs/");
  }

  /// `1 run`, `3 runs`.
  static String count(long number, String one) {
    return Typography.whole(number)
        + " "
        + (number == 1 ? one : one.endsWith("s") ? one : one + "s");
  }
}
