package dev.dyno.bench.validation;

import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.verdict.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a live run measures on this machine: the same code twice, and the same code with a planted
/// slowdown, many times over. Each comparison is one verdict, and has pairs of its own;
/// [LiveVerdicts] says what they say.
///
/// @param cases which benchmarks
/// @param sizes of slowdowns, as shares
/// @param repeats verdicts of each benchmark on the same code; may be 0
/// @param planted verdicts of each benchmark and size; may be 0
/// @param turns of each fork
/// @param order how two forks share the machine
/// @param looks of each verdict
public record Live(
    List<Case> cases,
    List<Double> sizes,
    int repeats,
    int planted,
    Turns turns,
    TurnOrder order,
    List<Integer> looks) {

  public Live {
    cases = List.copyOf(cases);
    sizes = List.copyOf(sizes);
    looks = List.copyOf(looks);
    if (repeats < 0 || planted < 0) {
      throw new IllegalArgumentException(
          "%d repeats and %d planted: need 0 or more".formatted(repeats, planted));
    }
  }

  /// A benchmark of any JMH jar.
  ///
  /// @param generated full name of the class of its generated stub
  public record Case(
      MeasuredVariant variant,
      String benchmark,
      SortedMap<String, String> params,
      String generated) {

    public Case {
      params = new TreeMap<>(params);
    }
  }

  /// One verdict of each benchmark on one size: what is measured to its end or counts for nothing,
  /// since those that are decided before a cut are the easy ones.
  ///
  /// @param round from 1
  /// @param size of the slowdown, as a share; 0 for the same code
  public record Part(int round, double size) {

    /// As its comparisons are called.
    public String label() {
      return LiveLabel.of(size).text(round);
    }
  }

  /// All of them in their order, the same code first in each round. The fewer kinds are spread
  /// evenly over the rounds of the more.
  public List<Part> parts() {
    var parts = new ArrayList<Part>();
    int rounds = Math.max(repeats, sizes.isEmpty() ? 0 : planted);
    for (int round = 1; round <= rounds; round++) {
      if (due(repeats, round, rounds)) {
        parts.add(new Part(round, 0));
      }
      if (due(planted, round, rounds)) {
        for (double size : sizes) {
          parts.add(new Part(round, size));
        }
      }
    }
    return parts;
  }

  /// How many comparisons all rounds have.
  public int comparisons() {
    return cases.size() * (repeats + planted * sizes.size());
  }

  /// How a part is measured.
  ///
  /// @param folder empty, for copies of stubs
  /// @throws IOException when nothing can be planted in a benchmark
  public Plan plan(Part part, Path folder, long seed, Duration budget) throws IOException {
    var all = new ArrayList<Plan.Planned>();
    for (var each : cases) {
      all.add(planned(each, part, folder));
    }
    return new Plan(all, order, looks, seed + part.round() - 1, budget);
  }

  /// Whether one of so many falls into this round.
  private static boolean due(int many, int round, int rounds) {
    return (long) many * round / rounds > (long) many * (round - 1) / rounds;
  }

  private Plan.Planned planned(Case which, Part part, Path folder) throws IOException {
    var sides =
        Planting.of(
            which.variant(),
            which.generated(),
            part.size(),
            Files.createTempDirectory(folder, "stub"));
    return new Plan.Planned(
        part.label(),
        which.benchmark(),
        which.params(),
        sides.baseline(),
        sides.candidate(),
        Metric.TIME.label(),
        Optional.empty(),
        turns,
        0);
  }

  /// Whether a verdict needs more pairs.
  public boolean open(Comparison soFar) {
    return LiveVerdicts.open(soFar, looks);
  }
}
