package dev.dyno.reports.html;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Target;
import dev.dyno.reports.measurement.Variant;
import dev.dyno.reports.verdict.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A run of scaling curves and peers: a pool that helps up to 4 workers where the daemon is
/// saturated and up to 16 where it waits; GNU tar, far slower and a little faster than the engine.
final class CurvesFixture {

  static final String POOL = "LifecycleBenchmark.startAndStop";

  private static final Fixture.Noise QUIET = new Fixture.Noise(0.004, 0.02);
  private static final double ONE = 25_000;

  private final Fixture forks = new Fixture(12);

  private CurvesFixture() {}

  static Judged judged() {
    return judged(comparisons());
  }

  static Judged judged(List<Comparison> comparisons) {
    return Judged.of(measurement(comparisons));
  }

  static Measurement measurement(List<Comparison> comparisons) {
    return Fixture.of(comparisons, List.of(), List.of());
  }

  /// The whole run.
  static List<Comparison> comparisons() {
    var all = new ArrayList<>(pool());
    all.addAll(peers());
    return all;
  }

  /// Two curves, and virtual threads beside both.
  static List<Comparison> pool() {
    var fixture = new CurvesFixture();
    var all = new ArrayList<Comparison>();
    for (int workers : new int[] {4, 1, 2, 8, 16}) {
      all.add(fixture.pool(workers, "latency", workers));
      all.add(fixture.pool(workers, "saturated", Math.min(workers, 4)));
    }
    all.add(fixture.virtual("latency", 16));
    all.add(fixture.virtual("saturated", 4));
    return all;
  }

  /// One reached bar, one missed, and a floor that may be missed by half.
  static List<Comparison> peers() {
    var fixture = new CurvesFixture();
    return List.of(
        fixture.peer("gnu-tar", "huge", 80_000, 30_000, -0.5),
        fixture.peer("gnu-tar", "small", 4_000, 4_400, -0.5),
        fixture.peer("floor", "huge", 100_000, 130_000, 0.5));
  }

  private Comparison pool(int workers, String regime, double speedUp) {
    return comparison(
        "worker-pool",
        POOL,
        Map.of("workers", Integer.toString(workers), "regime", regime),
        Map.of(),
        Map.of(),
        Optional.empty(),
        ONE / speedUp,
        Optional.of(regime.equals("latency") ? "latency-bound: it waits" : "saturated: two cores"));
  }

  private Comparison virtual(String regime, double speedUp) {
    return comparison(
        "pool -> virtual",
        POOL + "By",
        Map.of("workers", "16", "regime", regime),
        Map.of("by", "pool"),
        Map.of("by", "virtual"),
        Optional.empty(),
        ONE / speedUp,
        Optional.empty());
  }

  private Comparison peer(String peer, String tree, double theirs, double ours, double bar) {
    var old =
        comparison(
            peer + " -> dyno",
            "PeerArchiveBenchmark.archive",
            Map.of("tree", tree),
            Map.of("by", peer),
            Map.of("by", "dyno"),
            Optional.of(new Target("time/op", bar, "the bar of " + peer)),
            ours,
            Optional.empty());
    return Fixture.with(
        old, forks.pairs(6, new Fixture.Cost(theirs, 1000), new Fixture.Cost(ours, 1000), QUIET));
  }

  private Comparison comparison(
      String label,
      String benchmark,
      Map<String, String> params,
      Map<String, String> baseline,
      Map<String, String> candidate,
      Optional<Target> target,
      double micros,
      Optional<String> regime) {
    return new Comparison(
        label,
        "dev.dyno.bench.suite." + benchmark,
        new TreeMap<>(params),
        new Variant("a", "test", List.of(), new TreeMap<>(baseline)),
        new Variant("b", "test", List.of(), new TreeMap<>(candidate)),
        "time/op",
        target,
        forks.pairs(6, new Fixture.Cost(ONE, 1000), new Fixture.Cost(micros, 1000), QUIET),
        List.of(),
        Ending.finished(),
        regime);
  }
}
