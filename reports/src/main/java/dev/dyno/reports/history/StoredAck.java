package dev.dyno.reports.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What somebody accepted: until its date, nobody is told of the series that match, and no night
/// fails by them.
///
/// @param id of this one
/// @param series a regular expression, of `Class.method param=value, toggle, metric`
/// @param reason why
/// @param by who
/// @param at when
/// @param until the last day on which it counts
public record StoredAck(
    String id, String series, String reason, String by, Instant at, LocalDate until) {

  private static final int LONGEST_NAME = 200; // as the column
  private static final int LONGEST = 4_000;

  public StoredAck {
    if (reason.isBlank() || by.isBlank()) {
      throw new IllegalArgumentException(
          "an ack of '%s' without a reason or a name: nobody could tell later what was accepted"
              .formatted(series));
    }
    if (by.length() > LONGEST_NAME || reason.length() > LONGEST || series.length() > LONGEST) {
      throw new IllegalArgumentException(
          "an ack is longer than it may be: by %d characters of %d, reason %d and series %d of %d"
              .formatted(by.length(), LONGEST_NAME, reason.length(), series.length(), LONGEST));
    }
    try {
      Pattern.compile(series);
    } catch (PatternSyntaxException wrong) {
      throw new IllegalArgumentException(
          "'%s' is no regular expression: %s".formatted(series, wrong.getDescription()), wrong);
    }
  }

  /// Whether it counts on a day for a series.
  ///
  /// @param title of the series
  public boolean covers(String title, LocalDate day) {
    return counts(day) && isOf(title);
  }

  /// Whether it is of a series, be it over or not.
  public boolean isOf(String title) {
    return Pattern.compile(series).matcher(title).find();
  }

  /// Whether it counts on a day.
  public boolean counts(LocalDate day) {
    return !day.isAfter(until);
  }
}
