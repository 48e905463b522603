package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Comparison;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one series of the history is about.
///
/// @param machine fingerprint of the machine that measured it
/// @param command that measured it, such as `nightly`
/// @param toggle what differed between both sides
/// @param benchmark class and method
/// @param params that both sides shared
/// @param metric such as `time/op`
public record SeriesKey(
    String machine,
    String command,
    String toggle,
    String benchmark,
    SortedMap<String, String> params,
    String metric) {

  public SeriesKey {
    params = new TreeMap<>(params);
  }

  /// The same for the same key on every machine, and as good as never for two keys: the first 63
  /// bits of its SHA-256. So that many writers need not agree on numbers.
  public long id() {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (var part : new String[] {machine, command, toggle, benchmark, metric}) {
        add(sha, part);
      }
      params.forEach(
          (name, value) -> {
            add(sha, name);
            add(sha, value);
          });
      return ByteBuffer.wrap(sha.digest()).getLong() & Long.MAX_VALUE;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }

  /// With its length, so that no two lists of parts look the same.
  private static void add(MessageDigest sha, String part) {
    var bytes = part.getBytes(StandardCharsets.UTF_8);
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    sha.update(bytes);
  }

  /// Whether its points are of a gate, whose baseline moves from night to night: its effects say
  /// nothing over time, and its candidate's own readings are what is followed.
  public boolean ofGate() {
    return command.equals("gate");
  }

  /// `RegistryAuthBenchmark.resolve source=helper, auth-cache, time/op`, for people.
  public String title() {
    return "%s, %s, %s".formatted(Comparison.title(benchmark, params), toggle, metric);
  }
}
