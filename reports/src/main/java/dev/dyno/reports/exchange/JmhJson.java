package dev.dyno.reports.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What `-rf json` of JMH 1.x writes: one object for each benchmark, with its parameters.
final class JmhJson {
  private static final double CONFIDENCE = 0.999;

  /// The profiler's bytes an operation, by its name before and since JMH 1.36.
  private static final List<String> BYTES = List.of("gc.alloc.rate.norm", "·gc.alloc.rate.norm");

  private final List<UnpairedRun.Score> scores = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final Set<String> secondary = new TreeSet<>();

  private JmhJson() {}

  static UnpairedRun read(String text, Whence whence) throws ExchangeException {
    var results = JsonPlace.read(text).items();
    if (results.isEmpty()) {
      throw new ExchangeException("it has no result: did the run match a benchmark?");
    }
    var reading = new JmhJson();
    var seen = new HashSet<List<Object>>();
    var jdk = jdk(results.getFirst());
    for (var result : results) {
      if (!jdk(result).equals(jdk)) {
        throw result.needed("benchmark").wrong("ran on another JDK than the first: split the file");
      }
      reading.result(result);
      var last = List.<Object>of(result.needed("benchmark").text(), params(result), how(result));
      if (!seen.add(last)) {
        throw result.needed("benchmark").wrong("is there twice, with the same parameters and mode");
      }
    }
    if (reading.scores.isEmpty()) {
      throw new ExchangeException(
          "it has no score that can be followed: " + String.join("; ", reading.leftOut));
    }
    return new UnpairedRun(
        whence.at(),
        whence.commit(),
        whence.machine(jdk),
        reading.scores,
        UnpairedRun.leftOut(reading.leftOut, reading.secondary));
  }

  private static String jdk(JsonPlace result) throws ExchangeException {
    var parts = new ArrayList<String>();
    for (var name : List.of("vmName", "vmVersion")) {
      var field = result.field(name);
      if (field.isPresent()) {
        parts.add(field.get().text());
      }
    }
    return parts.isEmpty() ? "unknown" : String.join(" ", parts);
  }

  private static String how(JsonPlace result) throws ExchangeException {
    var threads = result.field("threads");
    double count = threads.isPresent() ? threads.get().number() : 1;
    var mode = result.needed("mode").text();
    return count > 1 ? "%s %.0f threads".formatted(mode, count) : mode;
  }

  private static SortedMap<String, String> params(JsonPlace result) throws ExchangeException {
    var params = new TreeMap<String, String>();
    var field = result.field("params");
    if (field.isPresent()) {
      for (var param : field.get().fields().entrySet()) {
        params.put(param.getKey(), param.getValue().text());
      }
    }
    return params;
  }

  private void result(JsonPlace result) throws ExchangeException {
    var primary = result.needed("primaryMetric");
    add(result, "time/op", primary);
    var percentiles = primary.field("scorePercentiles");
    if (result.needed("mode").text().equals("sample") && percentiles.isPresent()) {
      var p99 = percentiles.get().field("99.0");
      if (p99.isPresent()) {
        add(
            result,
            "p99",
            primary.needed("scoreUnit").text(),
            p99.get().number(),
            Double.NaN,
            Double.NaN);
      }
    }
    var beside = result.field("secondaryMetrics");
    if (beside.isPresent()) {
      for (var metric : beside.get().fields().entrySet()) {
        if (BYTES.contains(metric.getKey())) {
          add(result, "B/op", metric.getValue());
        } else {
          secondary.add(metric.getKey());
        }
      }
    }
  }

  private void add(JsonPlace result, String metric, JsonPlace score) throws ExchangeException {
    double low = Double.NaN;
    double high = Double.NaN;
    var interval = score.field("scoreConfidence");
    if (interval.isPresent()) {
      var ends = interval.get().items();
      if (ends.size() != 2) {
        throw interval.get().wrong("has %d ends, not 2".formatted(ends.size()));
      }
      low = ends.get(0).number();
      high = ends.get(1).number();
    }
    add(
        result,
        metric,
        score.needed("scoreUnit").text(),
        score.needed("score").number(),
        low,
        high);
  }

  private void add(
      JsonPlace result, String metric, String unit, double score, double low, double high)
      throws ExchangeException {
    var benchmark = result.needed("benchmark").text();
    if (!UnpairedRun.followed(metric, score)) {
      leftOut.add("%s: %s of %s, which has no ratio".formatted(benchmark, metric, score));
      return;
    }
    scores.add(
        new UnpairedRun.Score(
            benchmark, params(result), how(result), metric, unit, score, low, high, CONFIDENCE));
  }
}
