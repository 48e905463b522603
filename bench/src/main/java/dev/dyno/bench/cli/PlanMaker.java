package dev.dyno.bench.cli;

import dev.dyno.bench.suite.Catalog;
import dev.dyno.bench.suite.Difference;
import dev.dyno.bench.suite.MeasuredEngine;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import dev.dyno.profiles.run.RunProfile;
import dev.dyno.reports.measurement.Comparison;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Makes a plan of what was asked for.
///
/// @param profile how much to run
/// @param toggles asked for; empty for all
/// @param benchmark which ones, as a regular expression found anywhere in `Class.method
///     param=value`
/// @param pair two sides to compare instead of each toggle with none
record PlanMaker(
    RunProfile profile, List<String> toggles, Optional<String> benchmark, Optional<Sides> pair) {

  /// Start of two JVMs, their set-up, and their end.
  private static final Duration PAIR_OVERHEAD = Duration.ofMillis(2500);

  /// Any two sets of toggles, on any two JVMs.
  record Sides(SuiteSide baseline, SuiteSide candidate) {
    String label() {
      return candidate.text() + " vs " + baseline.text();
    }
  }

  /// A comparison.
  ///
  /// @param pair about how long one of its pairs takes
  /// @param servers that it needs
  record Step(Plan.Planned planned, Duration pair, Catalog.Servers servers) {}

  /// What is to be measured.
  ///
  /// @param suite the variant that both sides start from
  /// @throws UsageException when something is unknown, or nothing is left to measure
  List<Step> steps(MeasuredVariant suite) throws UsageException {
    var wanted = wantedToggles();
    var matching = matchingBenchmarks();
    var steps = new ArrayList<Step>();
    var seen = new LinkedHashSet<String>();
    for (var selection : profile.select()) {
      for (var entry : Catalog.entries()) {
        boolean selected =
            selection.takes(entry.difference().label(), entry.benchmark(), entry.params());
        if (selected
            && meant(entry, wanted)
            && matching.test(title(entry))
            && seen.add(key(entry))) {
          steps.add(step(entry, selection.turns(), suite));
        }
      }
    }
    if (steps.isEmpty()) {
      throw new UsageException(
          "profile '%s' measures nothing that was asked for%s: try --profile pr or nightly, which measure more"
              .formatted(profile.name(), benchmark.map(" (--benchmark %s)"::formatted).orElse("")));
    }
    return List.copyOf(steps);
  }

  /// What is no single toggle is left out as soon as toggles are asked for by name.
  private boolean meant(Catalog.Entry entry, List<Optimization> wanted) {
    return switch (entry.difference()) {
      case Difference.Toggle(var toggle) -> pair.isPresent() || wanted.contains(toggle);
      case Difference.Values _, Difference.Sides _ -> pair.isEmpty() && toggles.isEmpty();
    };
  }

  private String key(Catalog.Entry entry) {
    return (pair.isPresent() ? "" : entry.difference().label()) + title(entry);
  }

  /// `Class.method param=value`, with the package; of what is no single toggle with `gnu-tar ->
  /// dyno` behind it.
  static String title(Catalog.Entry entry) {
    var title = Comparison.fullTitle(entry.benchmark(), entry.params());
    return entry.toggle().isEmpty() ? title + " " + entry.difference().label() : title;
  }

  private Step step(Catalog.Entry entry, RunProfile.Turns turns, MeasuredVariant suite)
      throws UsageException {
    var planned =
        new Plan.Planned(
            pair.map(Sides::label).orElseGet(entry.difference()::label),
            entry.benchmark(),
            entry.params(),
            baseline(entry, suite),
            candidate(entry, suite),
            entry.metric(),
            pair.isPresent() ? Optional.empty() : entry.target(),
            turns,
            entry.factOperations(),
            entry.regime());
    return new Step(planned, pair(entry, turns), entry.servers());
  }

  private MeasuredVariant baseline(Catalog.Entry entry, MeasuredVariant suite)
      throws UsageException {
    return switch (entry.difference()) {
      case Difference.Toggle _ ->
          pair.isPresent() ? pair.get().baseline().of(suite) : side(suite, "none");
      case Difference.Sides(var baseline, var _) -> side(suite, baseline);
      case Difference.Values(var contrast, var both) ->
          side(suite, both).with(contrast.baseline(), contrast.param(), contrast.baseline());
    };
  }

  private MeasuredVariant candidate(Catalog.Entry entry, MeasuredVariant suite)
      throws UsageException {
    return switch (entry.difference()) {
      case Difference.Toggle(var toggle) ->
          pair.isPresent() ? pair.get().candidate().of(suite) : side(suite, toggle.id());
      case Difference.Sides(var _, var candidate) -> side(suite, candidate);
      case Difference.Values(var contrast, var both) ->
          side(suite, both).with(contrast.candidate(), contrast.param(), contrast.candidate());
    };
  }

  /// About how long a pair takes.
  static Duration pair(Catalog.Entry entry, RunProfile.Turns turns) {
    return pair(entry.invocation(), turns);
  }

  /// About how long a pair takes.
  ///
  /// @param invocation of the benchmark, as far as that is known
  static Duration pair(Duration invocation, RunProfile.Turns turns) {
    var turn = invocation.compareTo(turns.length()) > 0 ? invocation : turns.length();
    int rounds = turns.warmup() + turns.measured();
    return PAIR_OVERHEAD.plus(turn.multipliedBy(2L * rounds));
  }

  /// One side of a pair.
  ///
  /// @param toggles a toggle expression
  static MeasuredVariant side(MeasuredVariant suite, String toggles) throws UsageException {
    try {
      var canonical = Toggles.parse(toggles).toString();
      return new MeasuredVariant(
              canonical, suite.jdk(), suite.classPath(), suite.jvmArgs(), suite.properties())
          .with(MeasuredEngine.TOGGLES, canonical);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(String.valueOf(unknown.getMessage()), unknown);
    }
  }

  /// The toggles asked for; all when none was.
  List<Optimization> wantedToggles() throws UsageException {
    if (toggles.isEmpty()) {
      return List.of(Optimization.values());
    }
    try {
      return toggles.stream().map(Optimization::named).toList();
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(String.valueOf(unknown.getMessage()), unknown);
    }
  }

  /// What `--benchmark` lets through.
  Predicate<String> matchingBenchmarks() throws UsageException {
    if (benchmark.isEmpty()) {
      return _ -> true;
    }
    var pattern = Matching.of("--benchmark", benchmark.get());
    var titles = Catalog.entries().stream().map(PlanMaker::title).distinct().toList();
    if (titles.stream().noneMatch(pattern)) {
      throw new UsageException(
          "--benchmark '%s' matches none of the suite's benchmarks:\n  %s"
              .formatted(benchmark.get(), String.join("\n  ", titles)));
    }
    return pattern;
  }
}
