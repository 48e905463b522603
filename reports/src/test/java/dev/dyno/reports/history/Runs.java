package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Runs for tests of the store.
final class Runs {
  static final Instant FIRST = Instant.parse("2026-01-01T02:00:00Z");
  static final Machine MACHINE = new Machine("Linux 6.1", "A CPU", 2, 25L << 30, "JDK 25", 0.5);

  private Runs() {}

  /// To be stored together.
  static List<HistoryEntry> entries(List<StoredRun> runs) {
    return runs.stream().<HistoryEntry>map(HistoryEntry.Run::new).toList();
  }

  /// The run of a night, from 0, with so many estimates.
  static StoredRun night(int night, int estimates) {
    return night(night, estimates, MACHINE);
  }

  static StoredRun night(int night, int estimates, Machine machine) {
    return new StoredRun(
        "run-%s-%05d".formatted(Fingerprint.of(machine), night),
        "nightly",
        FIRST.plus(Duration.ofDays(night)),
        "nightly",
        night,
        "0.1",
        "%040d".formatted(night),
        false,
        machine,
        IntStream.range(0, estimates).mapToObj(i -> estimate(i, -0.5 + night / 1000.0)).toList(),
        List.of(new StoredFact("auth-cache", "Auth.resolve", "processes", 400, 400, 1, true)),
        List.of("one benchmark: 3 pairs, then the budget was spent"),
        List.of(variant("none"), variant("auth-cache", "-Xmx1g", "-Dsaid=\"so, so\"")));
  }

  /// The same with its first estimates alone.
  static StoredRun few(StoredRun run, int estimates) {
    return with(run, run.estimates().subList(0, estimates));
  }

  /// The run of a night on which the environment was not fit.
  static StoredRun invalid(int night) {
    return with(night(night, 0), List.of(estimate(0, 3, "Invalid")));
  }

  private static StoredRun with(StoredRun run, List<StoredEstimate> estimates) {
    return new StoredRun(
        run.id(),
        run.command(),
        run.startedAt(),
        run.profile(),
        run.seed(),
        run.version(),
        run.commit(),
        run.dirty(),
        run.machine(),
        estimates,
        run.facts(),
        run.missing(),
        run.variants());
  }

  private static StoredVariant variant(String name, String... flags) {
    return new StoredVariant(
        name, "JDK 25", List.of(flags), new TreeMap<>(java.util.Map.of("as", name)), "c0ffee");
  }

  private static StoredEstimate estimate(int number, double effect) {
    return estimate(number, effect, "Improved");
  }

  private static StoredEstimate estimate(int number, double effect, String verdict) {
    var params = new TreeMap<>(java.util.Map.of("source", "it's \"" + number + '"'));
    return estimate("auth-cache", "dev.dyno.Auth.resolve", params, effect, verdict);
  }

  /// Of 6 pairs, known to a point in a hundred.
  static StoredEstimate estimate(
      String toggle,
      String benchmark,
      SortedMap<String, String> params,
      double effect,
      String verdict) {
    return new StoredEstimate(
        toggle,
        benchmark,
        params,
        "time/op",
        "us/op",
        10,
        10 * (1 + effect),
        effect,
        effect - 0.01,
        effect + 0.01,
        0.95,
        6,
        verdict,
        0.02,
        0.004);
  }
}
