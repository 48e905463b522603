package dev.dyno.bench.suite;

import dev.dyno.engine.toggle.Optimization;
import dev.dyno.reports.measurement.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the suite can tell: every toggle with every benchmark that measures it.
public final class Catalog {

  private Catalog() {}

  /// One comparison that can be asked for.
  ///
  /// @param toggle on in the candidate, off in the baseline
  /// @param benchmark full name of its method
  /// @param params all of the benchmark's
  /// @param metric that says when to stop
  /// @param target the plan's promise for it, when there is one
  /// @param factOperations work of the fact run; 0 for none
  /// @param invocation about what one takes in the baseline; for the expected time of a plan only
  public record Entry(
      Optimization toggle,
      String benchmark,
      SortedMap<String, String> params,
      String metric,
      Optional<Target> target,
      int factOperations,
      Duration invocation) {

    public Entry {
      params = new TreeMap<>(params);
    }
  }

  /// All of them, by toggle.
  public static List<Entry> entries() {
    var entries = new ArrayList<Entry>();
    for (var source : List.of("helper", "command", "env", "literal")) {
      entries.add(auth(source));
    }
    for (var regime : List.of("latency", "bandwidth")) {
      for (var images : List.of("6", "1", "3", "12")) {
        entries.add(ensure(images, regime));
      }
    }
    for (var tree : List.of("mixed", "small", "large")) {
      entries.add(context(Optimization.STREAMING_TAR, "send", tree, "time/op", Optional.empty()));
      entries.add(
          context(Optimization.STREAMING_TAR, "archive", tree, "time/op", Optional.empty()));
    }
    for (var tree : List.of("small", "mixed", "large")) {
      var target =
          tree.equals("small")
              ? Optional.of(new Target("B/op", -0.40, "40 % fewer buffer bytes (plan 1.2)"))
              : Optional.<Target>empty();
      entries.add(context(Optimization.BUFFERS, "archive", tree, "B/op", target));
    }
    return List.copyOf(entries);
  }

  private static Entry auth(String source) {
    boolean asksProcess = source.equals("helper") || source.equals("command");
    return new Entry(
        Optimization.AUTH_CACHE,
        RegistryAuthBenchmark.class.getName() + ".resolve",
        new TreeMap<>(Map.of("source", source)),
        "time/op",
        Optional.of(new Target("time/op", -0.80, "80 % less auth time (plan 3.1)")),
        asksProcess ? 400 : 0,
        Duration.ofMillis(2));
  }

  private static Entry ensure(String images, String regime) {
    boolean promised = regime.equals("latency") && !images.equals("1");
    return new Entry(
        Optimization.PARALLEL_PULLS,
        ImageEnsureBenchmark.class.getName() + ".ensure",
        new TreeMap<>(Map.of("images", images, "regime", regime)),
        "time/op",
        promised
            ? Optional.of(new Target("time/op", 1 / 3.0 - 1, "3x for several images (plan 2.2)"))
            : Optional.empty(),
        images.equals("6") && promised ? 4 : 0,
        Duration.ofMillis(140L * Integer.parseInt(images)));
  }

  private static Entry context(
      Optimization toggle, String method, String tree, String metric, Optional<Target> target) {
    return new Entry(
        toggle,
        BuildContextBenchmark.class.getName() + "." + method,
        new TreeMap<>(Map.of("tree", tree)),
        metric,
        target,
        0,
        Duration.ofMillis(15));
  }
}
