package dev.dyno.bench.cli;

import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Trial;
import dev.dyno.bench.validation.Live;
import dev.dyno.bench.validation.Simulation;
import dev.dyno.bench.variant.Benchmarks;
import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.TurnOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// One live run of `dyno qualify`: plant, measure, judge.
///
/// @param jar with the benchmarks; without one, this program's own
/// @param wanted of `Class.method param=value`
record Qualifying(
    Streams streams,
    boolean quiet,
    Installation installation,
    Optional<Path> jar,
    Predicate<String> wanted,
    TurnOrder order) {

  /// What came out, and of what, for people.
  record Run(List<String> sources, Simulation.Outcome outcome) {}

  Run run(
      List<Double> sizes, int repeats, Turns turns, long seed, Duration budget, RunFolder folder)
      throws IOException, UsageException {
    try (var interruption = Interruption.listen();
        var work = Work.open()) {
      var live = new Live(cases(work.folder()), sizes, repeats, turns, order, Simulation.LOOKS);
      var plan = live.plan(Files.createDirectory(work.folder().resolve("stubs")), seed, budget);
      var started = Instant.now();
      var machine = MachineReader.read();
      List<Comparison> measured;
      try (var trial = Trial.open(plan, installation.agent(), work.folder(), new Told())) {
        interruption.stops(trial::stop);
        measured = trial.run(live::open);
      }
      var missing = missing(measured);
      folder.keep(
          new Measurement(
              Measurement.SCHEMA,
              "qualify",
              started,
              Duration.between(started, Instant.now()),
              new Design("qualify", order, seed, plan.looks(), List.of(), "none"),
              installation.provenance(),
              machine,
              measured,
              List.of(),
              missing));
      var sources = new ArrayList<String>();
      sources.add(
          "%d comparisons on this machine, %d of them without a verdict that counts"
              .formatted(measured.size(), missing.size()));
      sources.addAll(missing);
      return new Run(
          sources,
          new Simulation.Outcome(
              live.scores(measured), List.of(), live.floors(measured), List.of()));
    }
  }

  private List<Live.Case> cases(Path work) throws IOException, UsageException {
    var variant =
        jar.map(
                file ->
                    new MeasuredVariant(
                        "same",
                        Jdk.running(),
                        List.of(file.toAbsolutePath()),
                        List.of(),
                        new TreeMap<>()))
            .orElseGet(() -> installation.suite("same"));
    var listed =
        Benchmarks.of(variant.jdk(), variant.classPath(), installation.agent(), work).all();
    var cases = new ArrayList<Live.Case>();
    listed.forEach(
        (name, benchmark) -> {
          for (var params : benchmark.combinations()) {
            var title = new StringBuilder(name);
            params.forEach((key, value) -> title.append(' ').append(key).append('=').append(value));
            if (wanted.test(title.toString())) {
              cases.add(new Live.Case(variant, name, params, benchmark.generatedClass()));
            }
          }
        });
    if (cases.isEmpty()) {
      throw new UsageException(
          "--benchmark matches none of: " + String.join(", ", listed.keySet()));
    }
    return cases;
  }

  private static List<String> missing(List<Comparison> measured) {
    return measured.stream()
        .filter(each -> each.ending().kind() != Ending.Kind.FINISHED)
        .map(
            each ->
                "%s %s: %d pairs, then %s"
                    .formatted(
                        each.toggle(), each.title(), each.pairs().size(), each.ending().reason()))
        .toList();
  }

  private final class Told implements Trial.Listener {
    @Override
    public void paired(Plan.Planned planned, Pair pair) {}

    @Override
    public void dropped(Plan.Planned planned, String why) {
      say("%s: a pair is measured again: %s".formatted(planned.toggle(), why));
    }

    @Override
    public void looked(Plan.Planned planned, Comparison soFar) {
      say("%s, %s: %d pairs".formatted(soFar.title(), planned.toggle(), soFar.pairs().size()));
    }

    private void say(String what) {
      if (!quiet) {
        streams.err().println(what);
      }
    }
  }
}
