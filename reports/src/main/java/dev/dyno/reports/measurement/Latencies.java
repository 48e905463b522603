package dev.dyno.reports.measurement;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How long single invocations took: a histogram in steps of a 128th of an octave, 0.54 %, whatever
/// the unit. Bucket `i` holds what lies from `2^(i/128)` to `2^((i+1)/128)` of the fork's unit.
///
/// In a file it is one text, `-12:3 +1:40 +7:1`: the first bucket and its count, then the distance
/// to the next one and its count.
///
/// @param counts by bucket; each above 0
public record Latencies(SortedMap<Integer, Long> counts) {

  /// To an octave.
  public static final int STEPS = 128;

  public Latencies {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    if (counts.isEmpty() || counts.values().stream().anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException(
          "latencies %s: need at least one bucket, each with a count above 0".formatted(counts));
    }
  }

  /// Reads what [#text()] writes.
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Latencies parse(String text) {
    var counts = new TreeMap<Integer, Long>();
    int bucket = 0;
    for (var part : text.split(" ", -1)) {
      int colon = part.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException(
            "latencies '%s': '%s' is no bucket:count".formatted(text, part));
      }
      bucket += Integer.parseInt(part.substring(0, colon));
      if (counts.put(bucket, Long.parseLong(part.substring(colon + 1))) != null) {
        throw new IllegalArgumentException(
            "latencies '%s': bucket %d stands there twice".formatted(text, bucket));
      }
    }
    return new Latencies(counts);
  }

  /// As it stands in a file.
  @JsonValue
  public String text() {
    var text = new StringBuilder();
    int before = 0;
    for (var entry : counts.entrySet()) {
      int step = entry.getKey() - before;
      text.append(text.isEmpty() ? Integer.toString(step) : " +" + step);
      text.append(':').append(entry.getValue());
      before = entry.getKey();
    }
    return text.toString();
  }

  /// Both together.
  public Latencies plus(Latencies other) {
    var sum = new TreeMap<>(counts);
    other.counts.forEach((bucket, count) -> sum.merge(bucket, count, Long::sum));
    return new Latencies(sum);
  }

  /// How many invocations were timed.
  public long samples() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// What a share of them stays below, in the fork's unit: the inverse of the empirical
  /// distribution, with those of one bucket spread evenly, in logarithms, over it.
  ///
  /// @param share above 0, at most 1
  public double quantile(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share %s is not above 0 and at most 1".formatted(share));
    }
    double rank = share * samples();
    double below = 0;
    for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
      if (below + entry.getValue() >= rank) {
        double within = (rank - below) / entry.getValue();
        return Math.exp((entry.getKey() + within) / STEPS * Math.log(2));
      }
      below += entry.getValue();
    }
    return Math.exp((counts.lastKey() + 1.0) / STEPS * Math.log(2));
  }
}
