package dev.dyno.profiles.pages;

import java.util.List;
import java.util.Locale;

/// One fact, on one side or on two.
///
/// @param fact its title
/// @param sides one amount each, in the order of the view's sides
public record Row(String fact, List<Amount> sides) {

  public Row {
    sides = List.copyOf(sides);
  }

  /// Whether there was any of it.
  boolean seen() {
    return sides.stream().anyMatch(each -> each.count() != 0 || each.bytes() != 0);
  }

  boolean hasGroups() {
    return sides.stream().anyMatch(each -> !each.groups().isEmpty());
  }

  /// Candidate less baseline; empty for one side.
  String change() {
    return sides.size() < 2 ? "" : change(sides.getFirst().count(), sides.getLast().count(), "");
  }

  /// The same of bytes; empty where neither moved any.
  String byteChange() {
    long before = sides.getFirst().bytes();
    long after = sides.getLast().bytes();
    return sides.size() < 2 || (before == 0 && after == 0) ? "" : change(before, after, " B");
  }

  /// `fewer`, `more` or `same`: how a change looks, besides its sign.
  String direction() {
    if (sides.size() < 2) {
      return "same";
    }
    int order = Long.compare(sides.getLast().count(), sides.getFirst().count());
    if (order == 0) {
      order = Long.compare(sides.getLast().bytes(), sides.getFirst().bytes());
    }
    return order < 0 ? "fewer" : order > 0 ? "more" : "same";
  }

  /// The same by bytes alone.
  String byteDirection() {
    int order = Long.compare(sides.getLast().bytes(), sides.getFirst().bytes());
    return order < 0 ? "fewer" : order > 0 ? "more" : "same";
  }

  private static String change(long before, long after, String unit) {
    if (before == after) {
      return "same";
    }
    var change = (after > before ? "+" : "−") + Amount.number(Math.abs(after - before)) + unit;
    return before == 0
        ? change
        : String.format(Locale.ROOT, "%s (%+.0f %%)", change, 100.0 * (after - before) / before)
            .replace("(-", "(−");
  }
}
