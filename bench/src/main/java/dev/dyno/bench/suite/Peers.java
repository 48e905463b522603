package dev.dyno.bench.suite;

import dev.dyno.bench.suite.Catalog.Entry;
import dev.dyno.bench.suite.Catalog.Servers;
import dev.dyno.reports.measurement.Contrast;
import dev.dyno.reports.measurement.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the catalog has beside toggles: the engine against its peers, and two ways of working
/// against each other. One more is a value of the benchmark's `@Param`, and an entry here.
final class Peers {

  private static final Target LESS_THAN_1_PERCENT =
      new Target("time/op", 0.01, "metrics cost less than 1 %");

  private static final Target LESS_THAN_THE_OPERATION =
      new Target("time/op", 1.0, "a hundred times the metrics cost less than 100 %");

  private Peers() {}

  static List<Entry> entries() {
    var entries = new ArrayList<Entry>();
    for (var tree : List.of("huge", "small")) {
      entries.add(archive(tree));
    }
    var half = new Target("time/op", 1 / 2.0 - 1, "2x the speed of docker pull");
    entries.add(pull("docker", Optional.of(half), 1_400));
    entries.add(pull("skopeo", Optional.empty(), 500));
    entries.add(
        pull(
            "floor", Optional.of(new Target("time/op", 0.5, "within 1.5x of the CPU floor")), 300));
    for (var others : List.of("docker-in-turn", "docker-at-once")) {
      entries.add(images(others));
    }
    for (var regime : List.of("latency", "saturated")) {
      entries.add(virtualThreads(regime));
    }
    for (var operation : List.of("ping", "line", "archive", "login")) {
      entries.add(metrics(operation, "on", LESS_THAN_1_PERCENT));
      entries.add(metrics(operation, "jfr", LESS_THAN_1_PERCENT));
    }
    for (var operation : List.of("ping", "archive", "login")) {
      entries.add(metrics(operation, "hundredfold", LESS_THAN_THE_OPERATION));
    }
    return entries;
  }

  /// What the engine's own metrics cost, and those with a recording of its events.
  private static Entry metrics(String operation, String how, Target bar) {
    return new Entry(
        new Difference.Values(new Contrast("metrics", "off", how), "proven"),
        MetricsBenchmark.class.getName() + "." + operation,
        new TreeMap<>(),
        "time/op",
        Optional.of(bar),
        0,
        Duration.ofMillis(3),
        Optional.empty(),
        Servers.STAND);
  }

  private static Entry archive(String tree) {
    return new Entry(
        Difference.peer("gnu-tar"),
        PeerArchiveBenchmark.class.getName() + ".archive",
        params(Map.of("tree", tree)),
        "time/op",
        Optional.of(new Target("time/op", 1 / 2.0 - 1, "2x the bytes/s of GNU tar")),
        0,
        Duration.ofMillis(tree.equals("huge") ? 110 : 10),
        Optional.empty(),
        Servers.STAND);
  }

  private static Entry pull(String peer, Optional<Target> bar, long millis) {
    return new Entry(
        Difference.peer(peer),
        PeerPullBenchmark.class.getName() + ".pull",
        new TreeMap<>(),
        "time/op",
        bar,
        0,
        Duration.ofMillis(millis),
        Optional.empty(),
        Servers.PEERS);
  }

  private static Entry images(String peer) {
    return new Entry(
        Difference.peer(peer),
        PeerImagesBenchmark.class.getName() + ".pull",
        new TreeMap<>(),
        "time/op",
        Optional.empty(),
        0,
        Duration.ofMillis(1_500),
        Optional.empty(),
        Servers.PEERS);
  }

  /// Sixteen workers, as many as there are jobs, against no pool at all.
  private static Entry virtualThreads(String regime) {
    return new Entry(
        new Difference.Values(new Contrast(Contrast.BY, "pool", "virtual"), "worker-pool"),
        LifecycleBenchmark.class.getName() + ".startAndStopBy",
        params(Map.of("workers", "16", "regime", regime)),
        "time/op",
        Optional.empty(),
        0,
        Duration.ofMillis(850),
        Optional.empty(),
        Servers.EMBEDDED);
  }

  private static SortedMap<String, String> params(Map<String, String> params) {
    return new TreeMap<>(params);
  }
}
