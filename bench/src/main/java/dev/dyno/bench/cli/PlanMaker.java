package dev.dyno.bench.cli;

import dev.dyno.bench.suite.Catalog;
import dev.dyno.bench.suite.MeasuredEngine;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import dev.dyno.profiles.run.RunProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Makes a plan of what was asked for.
///
/// @param profile how much to run
/// @param toggles asked for; empty for all
/// @param benchmark which ones, as a regular expression found anywhere in `Class.method
///     param=value`
/// @param pair two toggle expressions to compare instead of each toggle alone
record PlanMaker(
    RunProfile profile, List<String> toggles, Optional<String> benchmark, Optional<Sides> pair) {

  /// Start of two JVMs, their set-up, and their end.
  private static final Duration PAIR_OVERHEAD = Duration.ofMillis(2500);

  /// @param baseline a toggle expression
  /// @param candidate a toggle expression
  record Sides(String baseline, String candidate) {}

  /// A comparison, and about how long one of its pairs takes.
  record Step(Plan.Planned planned, Duration pair) {}

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
        boolean selected = selection.takes(entry.toggle().id(), entry.benchmark(), entry.params());
        boolean meant = pair.isPresent() || wanted.contains(entry.toggle());
        if (selected && meant && matching.test(title(entry)) && seen.add(key(entry))) {
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

  private String key(Catalog.Entry entry) {
    return (pair.isPresent() ? "" : entry.toggle().id()) + title(entry);
  }

  private static String title(Catalog.Entry entry) {
    var title = new StringBuilder(entry.benchmark());
    entry.params().forEach((key, value) -> title.append(' ').append(key).append('=').append(value));
    return title.toString();
  }

  private Step step(Catalog.Entry entry, RunProfile.Turns turns, MeasuredVariant suite)
      throws UsageException {
    var sides = pair.orElse(new Sides("none", entry.toggle().id()));
    var label =
        pair.isPresent() ? sides.candidate() + " vs " + sides.baseline() : entry.toggle().id();
    var planned =
        new Plan.Planned(
            label,
            entry.benchmark(),
            entry.params(),
            side(suite, sides.baseline()),
            side(suite, sides.candidate()),
            entry.metric(),
            pair.isPresent() ? Optional.empty() : entry.target(),
            turns,
            entry.factOperations());
    var turn =
        entry.invocation().compareTo(turns.length()) > 0 ? entry.invocation() : turns.length();
    int rounds = turns.warmup() + turns.measured();
    return new Step(planned, PAIR_OVERHEAD.plus(turn.multipliedBy(2L * rounds)));
  }

  private static MeasuredVariant side(MeasuredVariant suite, String toggles) throws UsageException {
    try {
      var canonical = Toggles.parse(toggles).toString();
      return new MeasuredVariant(
              canonical, suite.jdk(), suite.classPath(), suite.jvmArgs(), suite.properties())
          .with(MeasuredEngine.TOGGLES, canonical);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(String.valueOf(unknown.getMessage()), unknown);
    }
  }

  private List<Optimization> wantedToggles() throws UsageException {
    if (toggles.isEmpty()) {
      return List.of(Optimization.values());
    }
    try {
      return toggles.stream().map(Optimization::named).toList();
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(String.valueOf(unknown.getMessage()), unknown);
    }
  }

  private Predicate<String> matchingBenchmarks() throws UsageException {
    if (benchmark.isEmpty()) {
      return _ -> true;
    }
    try {
      var pattern = Pattern.compile(benchmark.get()).asPredicate();
      var titles = Catalog.entries().stream().map(PlanMaker::title).distinct().toList();
      if (titles.stream().noneMatch(pattern)) {
        throw new UsageException(
            "--benchmark '%s' matches none of the suite's benchmarks:\n  %s"
                .formatted(benchmark.get(), String.join("\n  ", titles)));
      }
      return pattern;
    } catch (PatternSyntaxException broken) {
      throw new UsageException(
          "--benchmark '%s' is no regular expression: %s"
              .formatted(benchmark.get(), broken.getDescription()),
          broken);
    }
  }
}
