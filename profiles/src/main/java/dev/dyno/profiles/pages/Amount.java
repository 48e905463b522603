package dev.dyno.profiles.pages;

import dev.dyno.profiles.jfr.AllocatedBytes;
import dev.dyno.profiles.jfr.By;
import dev.dyno.profiles.jfr.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How much of one fact one side did, and where.
///
/// @param count how many; bytes, for allocation
/// @param bytes that they moved; 0 for what moves none
/// @param groups of them, the highest first in each
public record Amount(long count, long bytes, List<Group> groups) {

  private static final int TOP = 8;

  /// Counts put together by one property.
  ///
  /// @param by the property, as a noun
  /// @param lines the highest first
  /// @param more groups that are not shown
  public record Group(String by, List<Line> lines, int more) {

    public Group {
      lines = List.copyOf(lines);
    }
  }

  /// One group.
  public record Line(String key, long count) {

    String words() {
      return number(count);
    }
  }

  public Amount {
    groups = List.copyOf(groups);
  }

  static Amount of(Facts facts) {
    var groups = new ArrayList<Group>();
    add(groups, "site", facts.by(By.SITE));
    add(groups, facts.signal().subject(), facts.by(By.SUBJECT));
    add(groups, "thread", facts.by(By.THREAD));
    return new Amount(facts.count(), facts.bytes(), groups);
  }

  static Amount of(AllocatedBytes bytes) {
    var rounds = new ArrayList<Line>();
    for (int i = 0; i < bytes.rounds().size(); i++) {
      rounds.add(new Line("round " + (i + 1), bytes.rounds().get(i)));
    }
    return new Amount(
        bytes.bytes(), 0, List.of(new Group("round, of which it is the median", rounds, 0)));
  }

  private static void add(List<Group> groups, String by, Map<String, Long> counts) {
    if (counts.isEmpty() || counts.keySet().stream().allMatch(key -> key.startsWith("unknown"))) {
      return;
    }
    var lines =
        counts.entrySet().stream()
            .limit(TOP)
            .map(each -> new Line(each.getKey(), each.getValue()))
            .toList();
    groups.add(new Group(by, lines, counts.size() - lines.size()));
  }

  String words() {
    return number(count);
  }

  /// Empty where none were moved.
  String byteWords() {
    return bytes == 0 ? "" : number(bytes) + " B";
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
