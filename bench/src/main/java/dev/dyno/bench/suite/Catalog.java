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

/// What the suite can tell: every toggle with every benchmark that measures it, and what stands
/// beside the engine ([Peers]).
public final class Catalog {

  private Catalog() {}

  /// One comparison that can be asked for.
  ///
  /// @param difference of the two sides
  /// @param benchmark full name of its method
  /// @param params all of the benchmark's that both sides share
  /// @param metric that says when to stop
  /// @param target the plan's promise for it, when there is one
  /// @param factOperations work of the fact run; 0 for none
  /// @param invocation about what one takes in the baseline; for the expected time of a plan only
  /// @param regime what bounds the work at these parameters, in words
  /// @param servers that the benchmark needs
  public record Entry(
      Difference difference,
      String benchmark,
      SortedMap<String, String> params,
      String metric,
      Optional<Target> target,
      int factOperations,
      Duration invocation,
      Optional<String> regime,
      Servers servers) {

    public Entry {
      params = new TreeMap<>(params);
    }

    /// Of a toggle, on the stand.
    Entry(
        Optimization toggle,
        String benchmark,
        SortedMap<String, String> params,
        String metric,
        Optional<Target> target,
        int factOperations,
        Duration invocation) {
      this(
          new Difference.Toggle(toggle),
          benchmark,
          params,
          metric,
          target,
          factOperations,
          invocation,
          Optional.empty(),
          Servers.STAND);
    }

    Entry in(String words) {
      return new Entry(
          difference,
          benchmark,
          params,
          metric,
          target,
          factOperations,
          invocation,
          Optional.of(words),
          servers);
    }

    /// Whether a toggle makes the difference, and which.
    public Optional<Optimization> toggle() {
      return difference instanceof Difference.Toggle(var toggle)
          ? Optional.of(toggle)
          : Optional.empty();
    }
  }

  /// Whom a benchmark talks to.
  public enum Servers {
    /// The stand, with its own daemon or a real one.
    STAND,
    /// The stand with its own daemon, which is told how slow and how faulty to be.
    EMBEDDED,
    /// The stand, a real `dockerd`, and Debian's `docker-registry`.
    PEERS
  }

  /// All of them, by toggle; then those of [Peers].
  public static List<Entry> entries() {
    var entries = new ArrayList<Entry>();
    for (var source : List.of("helper", "command", "env", "literal")) {
      entries.add(auth(source));
    }
    for (var regime : List.of("latency", "bandwidth")) {
      for (var images : List.of("6", "1", "3", "12", "24")) {
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
    entries.addAll(logs());
    entries.addAll(SmallWork.entries());
    for (var regime : List.of("latency", "saturated")) {
      for (var workers : List.of("4", "1", "2", "8", "16")) {
        entries.add(lifecycle(workers, regime));
      }
    }
    entries.add(lifecycleOfDockerd());
    entries.addAll(timeouts());
    for (var toggle : Optimization.values()) {
      entries.add(pipeline(new Difference.Toggle(toggle)));
    }
    entries.add(pipeline(new Difference.Sides("none", "all")));
    entries.addAll(Peers.entries());
    return List.copyOf(entries);
  }

  private static List<Entry> logs() {
    var entries = new ArrayList<Entry>();
    for (var format : List.of("progress", "plain")) {
      for (var producers : List.of("64", "8", "1", "4", "16")) {
        for (var sink : List.of("slow", "fast")) {
          entries.add(lines(format, producers, sink));
        }
      }
    }
    entries.add(logStream());
    return entries;
  }

  /// With 8 producers, bytes a line decide; with the others, time.
  private static Entry lines(String format, String producers, String sink) {
    var target =
        producers.equals("8")
            ? new Target("B/op", -0.35, "35 % fewer bytes (plan 2.3)")
            : new Target("time/op", -0.50, "2x throughput (plan 2.3)");
    return new Entry(
            Optimization.ASYNC_LOGS,
            LogAggregatorBenchmark.class.getName() + "." + format,
            new TreeMap<>(Map.of("producers", producers, "sink", sink)),
            target.metric(),
            Optional.of(target),
            0,
            Duration.ofMillis(sink.equals("slow") ? 350 : 40))
        .in(
            sink.equals("slow")
                ? "saturated: the sink keeps one of the cores busy, 20 us a write and 4 ns a byte"
                : "bound by the producers: the sink takes no time");
  }

  private static Entry logStream() {
    return new Entry(
        Optimization.BUFFERS,
        LogAggregatorBenchmark.class.getName() + ".stream",
        new TreeMap<>(),
        "B/op",
        Optional.of(new Target("B/op", -0.40, "40 % fewer buffer bytes (plan 1.2)")),
        0,
        Duration.ofMillis(1));
  }

  private static Entry lifecycle(String workers, String regime) {
    return new Entry(
        new Difference.Toggle(Optimization.WORKER_POOL),
        LifecycleBenchmark.class.getName() + ".startAndStop",
        new TreeMap<>(Map.of("workers", workers, "regime", regime)),
        "time/op",
        workers.equals("4")
            ? Optional.of(new Target("time/op", 1 / 2.5 - 1, "2.5x throughput (plan 2.1)"))
            : Optional.empty(),
        0,
        Duration.ofMillis(850),
        Optional.of(
            regime.equals("saturated")
                ? "saturated: the daemon works on two cores, whoever asks"
                : "latency-bound: the daemon only waits, a tenth of dockerd's time"),
        Servers.EMBEDDED);
  }

  /// The one that a real daemon can take, too: the embedded one takes the time that was learned.
  private static Entry lifecycleOfDockerd() {
    return new Entry(
        new Difference.Toggle(Optimization.WORKER_POOL),
        LifecycleBenchmark.class.getName() + ".startAndStop",
        new TreeMap<>(Map.of("workers", "4", "regime", "dockerd")),
        "time/op",
        Optional.of(new Target("time/op", 1 / 2.5 - 1, "2.5x throughput (plan 2.1)")),
        0,
        Duration.ofMillis(5_500),
        Optional.of("dockerd's own time: some of it waiting, more of it work on two cores"),
        Servers.STAND);
  }

  /// The whole job: what a toggle alone, or all of them, are worth to it. The plan promised nothing
  /// for that.
  private static Entry pipeline(Difference difference) {
    return new Entry(
        difference,
        PipelineBenchmark.class.getName() + ".run",
        new TreeMap<>(Map.of("builds", "3")),
        "time/op",
        Optional.empty(),
        0,
        Duration.ofMillis(1_500),
        Optional.empty(),
        Servers.EMBEDDED);
  }

  private static List<Entry> timeouts() {
    var target = new Target("time/op", -0.20, "20 % faster mean operation (plan 4.1)");
    return List.of(
        timeout("meanStart", Map.of("hangs", "one-in-100"), Optional.of(target), 1_400),
        timeout("meanStart", Map.of("hangs", "never"), Optional.empty(), 200),
        timeout("hang", Map.of(), Optional.empty(), 1_200));
  }

  private static Entry timeout(
      String method, Map<String, String> params, Optional<Target> target, long millis) {
    return new Entry(
        new Difference.Toggle(Optimization.DYNAMIC_TIMEOUTS),
        TimeoutBenchmark.class.getName() + "." + method,
        new TreeMap<>(params),
        "time/op",
        target,
        0,
        Duration.ofMillis(millis),
        Optional.empty(),
        Servers.EMBEDDED);
  }

  private static Entry auth(String source) {
    boolean asksProcess = source.equals("helper") || source.equals("command");
    return new Entry(
        Optimization.AUTH_CACHE,
        RegistryAuthBenchmark.class.getName() + ".resolve",
        new TreeMap<>(Map.of("source", source)),
        "time/op",
        asksProcess
            ? Optional.of(new Target("time/op", -0.80, "80 % less auth time (plan 3.1)"))
            : Optional.empty(), // next to nothing to save: encoding takes a microsecond
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
                ? Optional.of(
                    new Target("time/op", 1 / 3.0 - 1, "3x for several images (plan 2.2)"))
                : Optional.empty(),
            images.equals("6") && promised ? 4 : 0,
            Duration.ofMillis(140L * Integer.parseInt(images)))
        .in(
            regime.equals("bandwidth")
                ? "saturated: all connections together get 8 MB/s"
                : "latency-bound: the registry takes 25 ms an answer");
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
