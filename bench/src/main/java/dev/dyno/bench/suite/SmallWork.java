package dev.dyno.bench.suite;

import dev.dyno.bench.suite.Catalog.Entry;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.reports.measurement.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What of the catalog takes nanoseconds: text, flags, references; no daemon has a part in it.
final class SmallWork {

  private SmallWork() {}

  static List<Entry> entries() {
    var entries = new ArrayList<Entry>();
    for (var image : List.of("short", "long")) {
      for (var threads : List.of("platform", "virtual")) {
        var params = Map.of("image", image, "threads", threads);
        entries.add(text(LogPrefixBenchmark.class, "prefix", params));
      }
    }
    for (var sources : List.of("20", "0", "200")) {
      var params = Map.of("sources", sources);
      entries.add(text(BuildFlagsBenchmark.class, "imageUri", params));
      entries.add(text(BuildFlagsBenchmark.class, "line", params));
      for (var method : List.of("flags", "packages")) {
        entries.add(
            small(
                Optimization.PRESIZED_COLLECTIONS,
                BuildFlagsBenchmark.class,
                method,
                params,
                "B/op",
                Optional.empty()));
      }
      entries.add(
          small(
              Optimization.COMPACT_LAYOUT,
              BuildFlagsBenchmark.class,
              "flags",
              params,
              "time/op",
              Optional.empty()));
    }
    for (var form : List.of("short", "long")) {
      entries.add(
          small(
              Optimization.PRECOMPILED_PATTERNS,
              ImageReferenceBenchmark.class,
              "parse",
              Map.of("form", form),
              "time/op",
              Optional.empty()));
    }
    return entries;
  }

  private static Entry text(Class<?> suite, String method, Map<String, String> params) {
    return small(
        Optimization.STRING_BUILDERS,
        suite,
        method,
        params,
        "B/op",
        Optional.of(new Target("B/op", -0.60, "60 % fewer string bytes (plan 1.1)")));
  }

  private static Entry small(
      Optimization toggle,
      Class<?> suite,
      String method,
      Map<String, String> params,
      String metric,
      Optional<Target> target) {
    return new Entry(
        toggle,
        suite.getName() + "." + method,
        new TreeMap<>(params),
        metric,
        target,
        0,
        Duration.ofNanos(1000));
  }
}
