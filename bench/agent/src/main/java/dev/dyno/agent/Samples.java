package dev.dyno.agent;

import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openjdk.jmh.util.Statistics;

/// What JMH sampled in one iteration, in buckets: see [Words#RESULT].
final class Samples {

  private static final int STEPS = 128;

  /// The clock's granularity may read 0: such a call took less than this share of the unit.
  private static final double LEAST = 1e-12;

  private Samples() {}

  static SortedMap<Integer, Long> of(Statistics sampled) {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    Iterator<Map.Entry<Double, Long>> raw = sampled.getRawData();
    while (raw.hasNext()) {
      Map.Entry<Double, Long> entry = raw.next();
      if (entry.getValue() > 0) {
        counts.merge(bucket(entry.getKey()), entry.getValue(), Long::sum);
      }
    }
    return counts;
  }

  static int bucket(double value) {
    return (int) Math.floor(STEPS * Math.log(Math.max(LEAST, value)) / Math.log(2));
  }
}
