package dev.dyno.bench.cli;

import dev.dyno.bench.suite.MachineBenchmark;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Trial;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.statistics.LogRatio;
import dev.dyno.reports.statistics.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Measures how much each [Circumstance] changes the spread of pairs of forks that are the same.
/// All take turns, round by round, so that a machine that changes meanwhile changes for all.
///
/// @param installation of this program
/// @param rounds how often each comes round
/// @param turns of each fork
/// @param seed of every random choice
/// @param work an empty folder
/// @param progress hears what is tried
record NoiseTrial(
    Installation installation,
    int rounds,
    RunProfile.Turns turns,
    long seed,
    Path work,
    Consumer<String> progress) {

  private static final int PAIRS_A_ROUND = 2;
  private static final double CONFIDENCE = 0.9;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /// What one circumstance does.
  ///
  /// @param spread of its pairs; empty when there are none
  /// @param ratio to the usual one's; empty when either is missing, and for the usual one
  /// @param trouble why pairs are missing; empty when none is
  record Outcome(
      Circumstance circumstance,
      Optional<Spread> spread,
      Optional<Spread.Ratio> ratio,
      String trouble) {}

  /// Tries all, the usual one first.
  List<Outcome> run(List<Circumstance> circumstances, Interruption interruption)
      throws IOException {
    var all = new ArrayList<>(List.of(Circumstance.usual()));
    all.addAll(circumstances);
    Map<Circumstance, List<Double>> ratios = new LinkedHashMap<>();
    Map<Circumstance, String> troubles = new LinkedHashMap<>();
    all.forEach(each -> ratios.put(each, new ArrayList<>()));
    for (int round = 0; round < rounds && !interruption.heard(); round++) {
      for (var circumstance : all) {
        if (interruption.heard()) {
          break;
        }
        progress.accept("round %d of %d: %s".formatted(round + 1, rounds, circumstance.name()));
        var measured = measure(circumstance, round, interruption);
        measured.pairs().forEach(pair -> of(ratios, circumstance).add(logRatio(pair)));
        if (measured.pairs().size() < PAIRS_A_ROUND) {
          troubles.put(circumstance, measured.ending().reason());
        }
      }
    }
    return outcomes(all, ratios, troubles);
  }

  private static List<Double> of(
      Map<Circumstance, List<Double>> ratios, Circumstance circumstance) {
    return ratios.computeIfAbsent(circumstance, _ -> new ArrayList<>());
  }

  private Comparison measure(Circumstance circumstance, int round, Interruption interruption)
      throws IOException {
    var suite = installation.suite(circumstance.name());
    var variant =
        new MeasuredVariant(
            suite.name(), suite.jdk(), suite.classPath(), circumstance.flags(), new TreeMap<>());
    var planned =
        new Plan.Planned(
            circumstance.name(),
            MachineBenchmark.class.getName() + ".words",
            new TreeMap<>(),
            variant,
            variant,
            "time/op",
            Optional.empty(),
            turns,
            0);
    var plan =
        new Plan(
            List.of(planned), circumstance.order(), List.of(PAIRS_A_ROUND), seed + round, LONGEST);
    try (var _ = circumstance.begin();
        var trial = Trial.open(plan, installation.agent(), work, new Quiet())) {
      interruption.stops(trial::stop);
      return trial.run(_ -> false).getFirst();
    }
  }

  private static double logRatio(Pair pair) {
    double[] first = scores(pair.baseline());
    double[] second = scores(pair.candidate());
    int both = Math.min(first.length, second.length);
    return LogRatio.robust(Arrays.copyOf(first, both), Arrays.copyOf(second, both));
  }

  private static double[] scores(Fork fork) {
    return fork.measured().stream().mapToDouble(Turn::score).toArray();
  }

  private static List<Outcome> outcomes(
      List<Circumstance> all,
      Map<Circumstance, List<Double>> ratios,
      Map<Circumstance, String> troubles) {
    var outcomes = new ArrayList<Outcome>();
    Optional<Spread> usual = Optional.empty();
    for (var circumstance : all) {
      var values = of(ratios, circumstance);
      var spread =
          values.isEmpty()
              ? Optional.<Spread>empty()
              : Optional.of(Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray()));
      var base = usual.filter(it -> it.deviation() > 0);
      var ratio = spread.flatMap(own -> base.map(it -> own.over(it, CONFIDENCE)));
      outcomes.add(
          new Outcome(circumstance, spread, ratio, troubles.getOrDefault(circumstance, "")));
      if (outcomes.size() == 1) {
        usual = spread;
      }
    }
    return outcomes;
  }

  private static final class Quiet implements Trial.Listener {
    @Override
    public void paired(Plan.Planned planned, Pair pair) {}

    @Override
    public void dropped(Plan.Planned planned, String why) {}

    @Override
    public void looked(Plan.Planned planned, Comparison soFar) {}
  }
}
