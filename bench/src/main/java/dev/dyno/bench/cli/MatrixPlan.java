package dev.dyno.bench.cli;

import dev.dyno.bench.suite.Catalog;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.profiles.run.RunProfile;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Matrix;
import dev.dyno.reports.statistics.FactorialFit;
import dev.dyno.reports.statistics.FractionalFactorial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// `--matrix`: one benchmark with as many sets of toggles as tell every toggle's effect and every
/// interaction of two, each against the plain engine.
///
/// @param entry its benchmark, parameters and metric; its toggle does not matter
/// @param turns of each fork
/// @param toggles the factors of the design
/// @param design which sets are on
/// @param pairs of each set, 1 or more
/// @param seed shuffles the runs, so that a drift of the machine favours no toggle
record MatrixPlan(
    Catalog.Entry entry,
    RunProfile.Turns turns,
    List<Optimization> toggles,
    FractionalFactorial design,
    int pairs,
    long seed) {

  /// With fewer, an interval is a quarter wider than if the error were known, or more.
  private static final int DEGREES_OF_FREEDOM = 10;

  private static final int MOST_PAIRS = 100;

  /// What is asked for, in the order of the command line.
  ///
  /// @param pairs empty for as many as tell the error
  record Asked(
      RunProfile profile,
      List<String> toggles,
      Optional<String> benchmark,
      Optional<Integer> pairs,
      long seed) {}

  /// One set of toggles.
  ///
  /// @param on their ids, in the order of the factors
  record Run(List<String> on, Plan.Planned planned) {}

  /// @throws UsageException when the benchmark is not exactly one, or something is unknown
  static MatrixPlan of(Asked asked) throws UsageException {
    var maker =
        new PlanMaker(asked.profile(), asked.toggles(), asked.benchmark(), Optional.empty());
    var toggles = maker.wantedToggles().stream().distinct().toList();
    if (toggles.size() > FractionalFactorial.MOST) {
      throw new UsageException(
          "--matrix tells at most %d toggles apart, and there are %d: choose with --toggle"
              .formatted(FractionalFactorial.MOST, toggles.size()));
    }
    var design = FractionalFactorial.of(toggles.size());
    int pairs = asked.pairs().orElse(enough(design));
    if (pairs < 1 || pairs > MOST_PAIRS) {
      throw new UsageException("--pairs %d is not within 1 to %d".formatted(pairs, MOST_PAIRS));
    }
    var only = only(asked, maker);
    return new MatrixPlan(only.entry(), only.turns(), toggles, design, pairs, asked.seed());
  }

  /// A benchmark that the profile measures.
  private record Choice(String title, Catalog.Entry entry, RunProfile.Turns turns) {}

  private static Choice only(Asked asked, PlanMaker maker) throws UsageException {
    var matching = maker.matchingBenchmarks();
    var all = choices(asked.profile());
    var chosen = all.stream().filter(choice -> matching.test(choice.title())).toList();
    if (chosen.size() == 1) {
      return chosen.getFirst();
    }
    throw new UsageException(
        "--matrix measures one benchmark, and %s %s of profile '%s': choose one with --benchmark, or another --profile\n  %s"
            .formatted(
                asked.benchmark().map("--benchmark '%s' matches"::formatted).orElse("there are"),
                chosen.isEmpty() ? "none" : Integer.toString(chosen.size()),
                asked.profile().name(),
                (chosen.isEmpty() ? all : chosen)
                    .stream().map(Choice::title).collect(Collectors.joining("\n  "))));
  }

  private static List<Choice> choices(RunProfile profile) {
    var choices = new ArrayList<Choice>();
    var seen = new HashSet<String>();
    for (var selection : profile.select()) {
      for (var entry : Catalog.entries()) {
        var title = PlanMaker.title(entry);
        if (entry.toggle().isPresent()
            && selection.takes(entry.difference().label(), entry.benchmark(), entry.params())
            && seen.add(title)) {
          choices.add(new Choice(title, entry, selection.turns()));
        }
      }
    }
    return List.copyOf(choices);
  }

  private static int enough(FractionalFactorial design) {
    int pairs = 1;
    while (freedom(design, pairs) < DEGREES_OF_FREEDOM) {
      pairs++;
    }
    return pairs;
  }

  private static int freedom(FractionalFactorial design, int pairs) {
    return pairs * design.runs() - 1 - FactorialFit.terms(design.factors()).size();
  }

  /// Every pair after the others' as many: a run that is cut has most sets as often as can be.
  List<Integer> looks() {
    return IntStream.rangeClosed(1, pairs).boxed().toList();
  }

  /// All sets, in the order in which they are measured.
  ///
  /// @param suite the variant that both sides start from
  List<Run> runs(MeasuredVariant suite) throws UsageException {
    var plain = PlanMaker.side(suite, "none");
    var runs = new ArrayList<Run>();
    for (int run = 0; run < design.runs(); run++) {
      var on = on(run);
      var candidate = PlanMaker.side(suite, on.isEmpty() ? "none" : String.join(",", on));
      runs.add(
          new Run(
              on,
              new Plan.Planned(
                  candidate.name(),
                  entry.benchmark(),
                  entry.params(),
                  plain,
                  candidate,
                  entry.metric(),
                  Optional.empty(),
                  turns,
                  0)));
    }
    Collections.shuffle(runs, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    return List.copyOf(runs);
  }

  private List<String> on(int run) {
    return IntStream.range(0, toggles.size())
        .filter(factor -> design.high(run, factor))
        .mapToObj(factor -> toggles.get(factor).id())
        .toList();
  }

  /// What became of the runs.
  ///
  /// @param measured as many, in the same order
  Matrix gathered(List<Run> runs, List<Comparison> measured) {
    var gathered = new ArrayList<Matrix.Run>();
    for (int i = 0; i < runs.size(); i++) {
      var comparison = measured.get(i);
      gathered.add(
          new Matrix.Run(
              runs.get(i).on(),
              comparison.candidate(),
              comparison.pairs(),
              comparison.dropped(),
              comparison.ending()));
    }
    return new Matrix(
        entry.benchmark(),
        entry.params(),
        entry.metric(),
        toggles.stream().map(Optimization::id).toList(),
        design.generators(),
        pairs,
        measured.getFirst().baseline(),
        gathered);
  }

  /// About how long a pair takes.
  Duration pair() {
    return PlanMaker.pair(entry, turns);
  }

  /// The plan for people, with its expected time.
  String text() {
    var factors = new ArrayList<String>();
    for (var toggle : toggles) {
      factors.add(FractionalFactorial.letter(factors.size()) + " " + toggle.id());
    }
    int freedom = freedom(design, pairs);
    int all = pairs * design.runs();
    return """
        %s
        %s
        %d of %d combinations run%s, %d %s each: %d pairs of %d + %d turns, about %s each, %s in all
        %d effects at once, with %s"""
        .formatted(
            PlanMaker.title(entry),
            String.join(", ", factors),
            design.runs(),
            1L << toggles.size(),
            design.generators().isEmpty()
                ? ""
                : " (%s: resolution %d)"
                    .formatted(
                        String.join(", ", design.generators()), design.resolution().orElseThrow()),
            pairs,
            pairs == 1 ? "pair" : "pairs",
            all,
            turns.warmup(),
            turns.measured(),
            ProgressLine.time(pair()),
            ProgressLine.time(pair().multipliedBy(all)),
            FactorialFit.terms(toggles.size()).size(),
            freedom == 0
                ? "nothing left to tell their error: no intervals, unless with more --pairs"
                : freedom + " degrees of freedom for their error");
  }
}
