package dev.dyno.bench.cli;

import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.variant.Benchmarks;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile;
import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Shards;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What a gate compares: the benchmarks that both sides have, with the same parameters.
///
/// @param entries in order of their names
/// @param baselineOnly what the candidate lacks
/// @param candidateOnly what the baseline lacks
/// @param warnings about what cannot be compared as it stands
record GatePlan(
    List<Entry> entries,
    List<String> baselineOnly,
    List<String> candidateOnly,
    List<String> warnings) {

  /// One comparison.
  ///
  /// @param ended what is known without measuring; empty where pairs are needed
  record Entry(Plan.Planned planned, Optional<Ending> ended) {

    /// One that was never measured.
    Comparison unmeasured(Ending ending) {
      return new Comparison(
          planned.toggle(),
          planned.benchmark(),
          planned.params(),
          planned.baseline().described(),
          planned.candidate().described(),
          planned.metric(),
          Optional.empty(),
          List.of(),
          List.of(),
          ending);
    }
  }

  /// One side.
  ///
  /// @param benchmarks as its own JMH lists them
  record Side(MeasuredVariant variant, Benchmarks benchmarks) {

    /// Every benchmark with every combination of its parameters, by title.
    SortedMap<String, Case> cases(Predicate<String> wanted) {
      var cases = new TreeMap<String, Case>();
      benchmarks
          .all()
          .forEach(
              (name, benchmark) -> {
                for (var params : benchmark.combinations()) {
                  var title = Comparison.fullTitle(name, params);
                  if (wanted.test(title)) {
                    cases.put(title, new Case(name, params, benchmark));
                  }
                }
              });
      return cases;
    }
  }

  /// A benchmark with its parameters.
  record Case(String name, SortedMap<String, String> params, Benchmarks.Benchmark benchmark) {

    /// That it has more modes than are measured.
    Optional<String> onlyOneMode() {
      return benchmark.otherModes().isEmpty()
          ? Optional.empty()
          : Optional.of(
              "%s: measured as %s, which JMH runs first; not as %s"
                  .formatted(name, benchmark.mode(), String.join(", ", benchmark.otherModes())));
    }
  }

  /// Which comparisons need no pairs, and why.
  interface Skipping {
    /// Why nothing can differ; empty when something may.
    Optional<String> reason(Benchmarks.Benchmark baseline, Benchmarks.Benchmark candidate);
  }

  /// Brings both sides together.
  ///
  /// @param wanted of `Class.method param=value`
  static GatePlan of(
      Side baseline,
      Side candidate,
      Predicate<String> wanted,
      RunProfile.Turns turns,
      Skipping skipping) {
    var there = baseline.cases(wanted);
    var here = candidate.cases(wanted);
    var entries = new ArrayList<Entry>();
    var warnings = new ArrayList<String>();
    here.forEach(
        (title, own) -> {
          var other = there.get(title);
          if (other != null) {
            entries.add(entry(baseline, candidate, own, other, turns, skipping));
            entries
                .getLast()
                .ended()
                .filter(GatePlan::incomparable)
                .ifPresent(ending -> warnings.add("%s: %s".formatted(title, ending.reason())));
          }
        });
    here.values().stream()
        .flatMap(which -> which.onlyOneMode().stream())
        .distinct() // whatever its parameters
        .forEach(warnings::add);
    return new GatePlan(
        List.copyOf(entries),
        there.keySet().stream().filter(title -> !here.containsKey(title)).toList(),
        here.keySet().stream().filter(title -> !there.containsKey(title)).toList(),
        warnings);
  }

  private static boolean incomparable(Ending ending) {
    return ending.kind() == Ending.Kind.CUT;
  }

  private static Entry entry(
      Side baseline,
      Side candidate,
      Case own,
      Case other,
      RunProfile.Turns turns,
      Skipping skipping) {
    var planned =
        new Plan.Planned(
            candidate.variant().name() + " vs " + baseline.variant().name(),
            own.name(),
            own.params(),
            baseline.variant(),
            candidate.variant(),
            "time/op",
            Optional.empty(),
            turns,
            0);
    return new Entry(planned, ended(own, other.benchmark(), skipping));
  }

  private static Optional<Ending> ended(Case which, Benchmarks.Benchmark other, Skipping skipping) {
    var own = which.benchmark();
    var comma = which.params().entrySet().stream().filter(it -> it.getValue().contains(","));
    var split = comma.findFirst();
    if (split.isPresent()) {
      return Optional.of(
          new Ending(
              Ending.Kind.CUT,
              "its parameter %s cannot be chosen: JMH's command line takes '%s' for several values"
                  .formatted(split.get().getKey(), split.get().getValue())));
    }
    if (!own.mode().equals(other.mode()) || !own.unit().equals(other.unit())) {
      return Optional.of(
          new Ending(
              Ending.Kind.CUT,
              "its mode or unit changed (%s to %s), so its scores cannot be compared"
                  .formatted(scale(other), scale(own))));
    }
    return skipping.reason(other, own).map(why -> new Ending(Ending.Kind.SKIPPED, why));
  }

  private static String scale(Benchmarks.Benchmark benchmark) {
    return (benchmark.mode() + " " + benchmark.unit()).strip();
  }

  /// The benchmarks of which something is tested, or cannot be: all but those that were skipped. So
  /// many share the error, while they are measured and when they are judged.
  List<String> tested() {
    return entries.stream()
        .filter(it -> it.ended().map(Ending::kind).orElse(Ending.Kind.CUT) != Ending.Kind.SKIPPED)
        .map(it -> it.planned().benchmark())
        .toList();
  }

  /// As several machines share them.
  List<Shards.Row> rows() {
    return entries.stream()
        .map(entry -> ShardRun.row(entry.planned(), entry.ended().isEmpty()))
        .toList();
  }

  /// The same with some of its comparisons only.
  GatePlan only(List<Entry> some) {
    return new GatePlan(some, baselineOnly, candidateOnly, warnings);
  }

  /// The same with other turns.
  ///
  /// @param turns of each that needs pairs, in order
  GatePlan with(List<Turns> turns) {
    var next = turns.iterator();
    return new GatePlan(
        entries.stream()
            .map(
                entry ->
                    entry.ended().isPresent()
                        ? entry
                        : new Entry(entry.planned().with(next.next()), entry.ended()))
            .toList(),
        baselineOnly,
        candidateOnly,
        warnings);
  }

  /// Those that need pairs.
  List<Plan.Planned> measured() {
    return entries.stream().filter(entry -> entry.ended().isEmpty()).map(Entry::planned).toList();
  }

  /// Class and method of everything that is compared, each once.
  List<String> names() {
    return entries.stream().map(entry -> entry.planned().benchmark()).distinct().toList();
  }
}
