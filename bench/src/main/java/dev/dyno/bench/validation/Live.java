package dev.dyno.bench.validation;

import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.history.SameCodeSession;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.statistics.TrimmedMean;
import dev.dyno.reports.verdict.Judge;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

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

  /// Fewer pairs say nothing of their spread.
  private static final int LEAST_PAIRS = 3;

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
      planned.addAll(round(repeat, folder));
    }
    return new Plan(planned, order, looks, seed, budget);
  }

  /// One verdict of each benchmark and size: a run that is cut has all of the earlier rounds.
  ///
  /// @param repeat which, from 1
  public Plan plan(int repeat, Path folder, long seed, Duration budget) throws IOException {
    return new Plan(round(repeat, folder), order, looks, seed + repeat - 1, budget);
  }

  private List<Plan.Planned> round(int repeat, Path folder) throws IOException {
    var planned = new ArrayList<Plan.Planned>();
    for (var each : cases) {
      planned.add(planned(each, 0, repeat, folder));
      for (double size : sizes) {
        planned.add(planned(each, size, repeat, folder));
      }
    }
    return planned;
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
          .filter(this::counts)
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

  /// The noise floor of each benchmark, as pairs drawn from all those with the same code twice tell
  /// it: the pairs of verdicts that fell early would not say what all looks can see.
  public List<Floor> floors(List<Comparison> measured) {
    var floors = new ArrayList<Floor>();
    samePairs(measured)
        .forEach(
            (title, pairs) -> {
              var noise = Noise.model(logRatios(title, pairs));
              if (pairs.size() >= LEAST_PAIRS && noise.deviation() > 0) {
                floors.add(Simulation.floor(STATE, title, noise, looks, 1));
              }
            });
    return floors;
  }

  /// The comparisons of the same code that came to a verdict or to their last look: what a history
  /// keeps.
  ///
  /// @param began when the run did
  /// @param busyLoops that ran beside it
  public List<SameCodeSession> sessions(
      List<Comparison> measured, Machine machine, Instant began, int busyLoops) {
    var floors =
        floors(measured).stream().collect(Collectors.toMap(Floor::benchmark, Floor::effect));
    var sessions = new ArrayList<SameCodeSession>();
    for (var comparison : measured) {
      var judgement = judged(comparison).filter(this::counts);
      if (size(comparison) == 0
          && judgement.isPresent()
          && floors.containsKey(comparison.title())) {
        sessions.add(
            session(judgement.get(), floors.get(comparison.title()), machine, began, busyLoops));
      }
    }
    return sessions;
  }

  private static SameCodeSession session(
      Judgement judgement, double floor, Machine machine, Instant began, int busyLoops) {
    var comparison = judgement.comparison();
    int pairs = judgement.effect().pairs();
    var own =
        TrimmedMean.of(
            judgement.pairEffects().subList(0, pairs).stream().mapToDouble(Math::log1p).toArray());
    var id = "%s/%s/%s".formatted(began, comparison.toggle(), comparison.title());
    return new SameCodeSession(
        UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString(),
        machine,
        began,
        comparison.title(),
        busyLoops,
        pairs,
        own.mean(),
        own.standardError(),
        judgement.verdict().word(),
        floor);
  }

  /// A verdict that was cut before its last look is none.
  private boolean counts(Judgement judgement) {
    return !judgement.open() || judgement.effect().pairs() == looks.getLast();
  }

  private double[] logRatios(String title, List<Pair> pairs) {
    return new Judge(Simulation.rule(looks, Simulation.NOTHING))
        .judge(Drawn.comparison(title, pairs), Metric.TIME)
        .map(it -> it.pairEffects().stream().mapToDouble(Math::log1p).toArray())
        .orElse(new double[0]);
  }

  private Map<String, Double> deviations(List<Comparison> measured) {
    var deviations = new LinkedHashMap<String, Double>();
    samePairs(measured)
        .forEach(
            (title, pairs) -> {
              var ratios = logRatios(title, pairs);
              if (ratios.length > 0) {
                deviations.put(title, Noise.model(ratios).deviation());
              }
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
