package dev.dyno.reports.history;

import dev.dyno.reports.statistics.ChangePoints;
import dev.dyno.reports.statistics.TrackedChanges;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// How far series were followed. Where what was seen before is no longer how a series begins, since
/// a run was pruned, or imported late, it is followed anew.
final class SeriesMemory {
  private static final ChangePoints RULE = ChangePoints.usual();

  private final Map<Long, Left> known;
  private final Map<Long, Left> fresh = new LinkedHashMap<>();

  /// Where a series was left.
  ///
  /// @param beginning a hash of the values seen so far, and of the rule
  record Left(String beginning, TrackedChanges changes) {}

  /// @param known by number of the series
  SeriesMemory(Map<Long, Left> known) {
    this.known = Map.copyOf(known);
  }

  /// Follows a series to its end.
  TrackedChanges follow(Series series, Series.Reading reading) {
    double[] values = series.values(reading);
    long id = series.key().id();
    var before = known.get(id);
    if (before == null || !begins(values, before)) {
      return keep(id, values, TrackedChanges.none());
    }
    return before.changes().length() == values.length
        ? before.changes()
        : keep(id, values, before.changes());
  }

  private static boolean begins(double[] values, Left before) {
    int length = before.changes().length();
    return length <= values.length && before.beginning().equals(beginning(values, length));
  }

  private TrackedChanges keep(long id, double[] values, TrackedChanges before) {
    var changes = before.after(values, RULE);
    fresh.put(id, new Left(beginning(values, values.length), changes));
    return changes;
  }

  /// What is new, by number of the series.
  Map<Long, Left> fresh() {
    return Map.copyOf(fresh);
  }

  private static String beginning(double[] values, int length) {
    try {
      var bytes = ByteBuffer.allocate(Double.BYTES * length);
      for (int i = 0; i < length; i++) {
        bytes.putDouble(values[i]);
      }
      var sha = MessageDigest.getInstance("SHA-256");
      sha.update(RULE.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha.digest(bytes.array()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }
}
