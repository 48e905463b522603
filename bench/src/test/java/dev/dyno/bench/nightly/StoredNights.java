package dev.dyno.bench.nightly;

import dev.dyno.reports.history.KnownFinding;
import dev.dyno.reports.history.StoredEstimate;
import dev.dyno.reports.history.StoredRun;
import dev.dyno.reports.measurement.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Runs of nights, and what was found in them, for tests that need a history.
public final class StoredNights {
  public static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

  private StoredNights() {}

  /// A run of one comparison: its id is `COMMAND` and the night, its commit `commit-NIGHT`.
  public static StoredRun run(int night, String command, String toggle, double candidate) {
    return new StoredRun(
        command + night,
        command,
        BEGAN.plus(Duration.ofDays(night)),
        "quick",
        1,
        "test",
        "commit-" + night,
        false,
        new Machine("test", "test", 2, 1, "test", 0),
        List.of(
            new StoredEstimate(
                toggle,
                "a.B.work",
                new TreeMap<>(Map.of("n", "1")),
                "time/op",
                "us/op",
                100,
                candidate,
                0,
                -0.01,
                0.01,
                0.95,
                6,
                "Equivalent",
                0.05,
                0.004)),
        List.of(),
        List.of(),
        List.of());
  }

  /// That a gate told of 30 % between the commits `one` and `two`.
  ///
  /// @param run that shows it
  public static KnownFinding regressed(
      String id, long series, String run, KnownFinding.State state) {
    return new KnownFinding(
        id,
        series,
        "B.work n=1, gate, time/op",
        KnownFinding.Kind.REGRESSED,
        0.3,
        "one",
        "two",
        run,
        "regressed",
        BEGAN,
        state,
        BEGAN,
        "");
  }
}
