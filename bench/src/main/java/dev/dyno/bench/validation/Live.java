package dev.dyno.bench.validation;

import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.verdict.Judge;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Verdicts of real forks on this machine: the same code twice, and the same code with a planted
/// slowdown, many times over. Each comparison is one verdict, and has pairs of its own.
///
/// @param cases which benchmarks
/// @param sizes of slowdowns, as shares; besides them, always the same code twice
/// @param repeats verdicts of each benchmark and size
/// @param turns of each fork
/// @param order how two forks share the machine
/// @param looks of each verdict
public record Live(
    List<Case> cases,
    List<Double> sizes,
    int repeats,
    Turns turns,
    TurnOrder order,
    List<Integer> looks) {

  private static final String STATE = "here";

  public Live {
    cases = List.copyOf(cases);
    sizes = List.copyOf(sizes);
    looks = List.copyOf(looks);
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

  /// What to measure.
  ///
  /// @param folder empty, for copies of stubs
  /// @throws IOException when nothing can be planted in a benchmark
  public Plan plan(Path folder, long seed, Duration budget) throws IOException {
    var planned = new ArrayList<Plan.Planned>();
    for (int repeat = 1; repeat <= repeats; repeat++) {
      for (var each : cases) {
        planned.add(planned(each, 0, repeat, folder));
        for (double size : sizes) {
          planned.add(planned(each, size, repeat, folder));
        }
      }
    }
    return new Plan(planned, order, looks, seed, budget);
  }

  private Plan.Planned planned(Case which, double size, int repeat, Path folder)
      throws IOException {
    var sides =
        Planting.of(
            which.variant(), which.generated(), size, Files.createTempDirectory(folder, "stub"));
    return new Plan.Planned(
        label(size) + " " + repeat,
        which.benchmark(),
        which.params(),
        sides.baseline(),
        sides.candidate(),
        Metric.TIME.label(),
        Optional.empty(),
        turns,
        0);
  }

  private static String label(double size) {
    return size == 0 ? "A/A" : "planted 1/" + Planting.every(size);
  }

  /// Whether a verdict needs more pairs.
  public boolean open(Comparison soFar) {
    return judged(soFar).map(Judgement::open).orElse(true);
  }

  private Optional<Judgement> judged(Comparison comparison) {
    double threshold = Score.thresholdFor(size(comparison));
    return new Judge(Simulation.rule(looks, threshold)).judge(comparison, Metric.TIME);
  }

  private double size(Comparison comparison) {
    return sizes.stream()
        .filter(size -> comparison.toggle().startsWith(label(size) + " "))
        .findFirst()
        .orElse(0.0);
  }

  /// What the verdicts say. Those that were cut before their last look, and without a verdict, are
  /// none, and left out; how many, the caller's measurement tells.
  public List<Score> scores(List<Comparison> measured) {
    var tallies = new LinkedHashMap<Cell, Simulation.Tally>();
    for (var comparison : measured) {
      judged(comparison)
          .filter(it -> !it.open() || it.effect().pairs() == looks.getLast())
          .ifPresent(
              judgement ->
                  tallies.merge(
                      new Cell(comparison.title(), size(comparison)),
                      Simulation.Tally.of(judgement, comparison.pairs()),
                      Simulation.Tally::plus));
    }
    var deviations = deviations(measured);
    return tallies.entrySet().stream()
        .map(
            each ->
                each.getValue()
                    .score(
                        Score.OURS,
                        STATE,
                        each.getKey().title(),
                        each.getKey().size() == 0 ? 0 : Planting.planted(each.getKey().size()),
                        Score.thresholdFor(each.getKey().size()),
                        deviations.getOrDefault(each.getKey().title(), 0.0)))
        .toList();
  }

  private record Cell(String title, double size) {}

  /// The noise floor of each benchmark, of its first pairs with the same code twice, as many as a
  /// verdict may take.
  public List<Floor> floors(List<Comparison> measured) {
    var floors = new ArrayList<Floor>();
    deviations(measured)
        .forEach(
            (title, deviation) -> {
              var pairs = samePairs(measured).getOrDefault(title, List.of());
              var first = pairs.subList(0, Math.min(pairs.size(), looks.getLast()));
              new Judge(Simulation.rule(looks, Simulation.NOTHING))
                  .judge(Drawn.comparison(title, first), Metric.TIME)
                  .filter(it -> it.effect().pairs() >= looks.getFirst())
                  .ifPresent(
                      it ->
                          floors.add(
                              new Floor(
                                  STATE, title, it.detectable(), it.effect().pairs(), deviation)));
            });
    return floors;
  }

  private Map<String, Double> deviations(List<Comparison> measured) {
    var deviations = new LinkedHashMap<String, Double>();
    samePairs(measured)
        .forEach(
            (title, pairs) -> {
              var judge = new Judge(Simulation.rule(looks, Simulation.NOTHING));
              judge
                  .judge(Drawn.comparison(title, pairs), Metric.TIME)
                  .ifPresent(
                      it ->
                          deviations.put(
                              title,
                              Noise.model(
                                      it.pairEffects().stream().mapToDouble(Math::log1p).toArray())
                                  .deviation()));
            });
    return deviations;
  }

  private Map<String, List<Pair>> samePairs(List<Comparison> measured) {
    var pairs = new LinkedHashMap<String, List<Pair>>();
    for (var comparison : measured) {
      if (size(comparison) == 0) {
        pairs
            .computeIfAbsent(comparison.title(), _ -> new ArrayList<>())
            .addAll(comparison.pairs());
      }
    }
    return pairs;
  }
}
