package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Machine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names a machine by what decides its timings: processor, cores, memory in whole GiB, kernel, JDK.
/// A machine that gets another kernel is another machine.
public final class Fingerprint {
  private static final int DIGITS = 12;
  private static final long GIB = 1L << 30;

  private Fingerprint() {}

  /// 12 hexadecimal digits.
  public static String of(Machine machine) {
    var text =
        String.join(
            "\n",
            machine.cpu(),
            Integer.toString(machine.cores()),
            Long.toString(Math.round((double) machine.memoryBytes() / GIB)),
            machine.kernel(),
            machine.jdk());
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }
}
