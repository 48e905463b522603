package dev.dyno.reports.history;

import dev.dyno.reports.statistics.ChangePoints;
import dev.dyno.reports.statistics.TrackedChanges;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Where the following of a series was left off, so that a new night costs it the length of a
/// window, and not of its history.
///
/// @param beginning a hash of the values seen so far, and of the rule
/// @param changes tracked through them
record LeftOff(String beginning, TrackedChanges changes) {
  private static final ChangePoints RULE = ChangePoints.usual();

  /// Of a series that was not followed yet.
  static LeftOff none() {
    return new LeftOff("", TrackedChanges.none());
  }

  /// The same at the end of `values`; this one when it was there already. Where what was seen is no
  /// longer how they begin, since a run was pruned, or imported late, they are followed anew.
  LeftOff after(double[] values) {
    int length = changes.length();
    boolean goesOn = length <= values.length && beginning.equals(beginning(values, length));
    if (goesOn && length == values.length) {
      return this;
    }
    var from = goesOn ? changes : TrackedChanges.none();
    return new LeftOff(beginning(values, values.length), from.after(values, RULE));
  }

  private static String beginning(double[] values, int length) {
    try {
      var bytes = ByteBuffer.allocate(Double.BYTES * length);
      for (int i = 0; i < length; i++) {
        bytes.putDouble(values[i]);
      }
      var sha = MessageDigest.getInstance("SHA-256");
      sha.update(RULE.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha.digest(bytes.array()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }
}
