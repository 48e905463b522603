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
import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Qualified;
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

  /// What is asked for.
  ///
  /// @param sizes of slowdowns, as shares; besides them, always the same code twice
  /// @param repeats rounds, each one verdict of each benchmark and size
  /// @param busyLoops that run beside it
  record Asked(
      List<Double> sizes, int repeats, Turns turns, long seed, Duration budget, int busyLoops) {}

  /// What came out, and of what, for people.
  record Run(List<String> sources, Simulation.Outcome outcome) {}

  /// Measures round after round, and remembers each round's comparisons of the same code before the
  /// next begins: whatever ends it, what was measured counts.
  Run run(Asked asked, RunFolder folder, Remembered history) throws IOException, UsageException {
    try (var interruption = Interruption.listen();
        var work = Work.open();
        var _ = BusyLoops.start(asked.busyLoops())) {
      var live =
          new Live(
              cases(work.folder()),
              asked.sizes(),
              asked.repeats(),
              asked.turns(),
              order,
              Simulation.LOOKS);
      var started = Instant.now();
      var machine = MachineReader.read();
      var measured = new ArrayList<Comparison>();
      for (int round = 1; round <= asked.repeats() && !interruption.heard(); round++) {
        var left = asked.budget().minus(Duration.between(started, Instant.now()));
        if (round > 1 && (left.isNegative() || left.isZero())) {
          break;
        }
        measured.addAll(round(live, round, asked.seed(), left, work.folder(), interruption));
        history.keep(live.sessions(measured, machine, started, asked.busyLoops()));
        folder.keep(measurement(asked, started, machine, measured));
      }
      return told(asked, live, measured, history.of(machine));
    }
  }

  private List<Comparison> round(
      Live live, int round, long seed, Duration left, Path work, Interruption interruption)
      throws IOException {
    var stubs = Files.createDirectory(work.resolve("stubs-" + round));
    var plan = live.plan(round, stubs, seed, left);
    try (var trial = Trial.open(plan, installation.agent(), work, new Told())) {
      interruption.stops(trial::stop);
      return trial.run(live::open);
    }
  }

  private Measurement measurement(
      Asked asked, Instant started, Machine machine, List<Comparison> measured) {
    return new Measurement(
        Measurement.SCHEMA,
        "qualify",
        started,
        Duration.between(started, Instant.now()),
        new Design(
            "qualify" + beside(asked), order, asked.seed(), Simulation.LOOKS, List.of(), "none"),
        installation.provenance(),
        machine,
        measured,
        List.of(),
        missing(measured));
  }

  private static String beside(Asked asked) {
    return asked.busyLoops() == 0
        ? ""
        : " beside %d busy loop%s".formatted(asked.busyLoops(), asked.busyLoops() == 1 ? "" : "s");
  }

  private static Run told(
      Asked asked, Live live, List<Comparison> measured, Optional<Qualified> known) {
    var missing = missing(measured);
    var sources = new ArrayList<String>();
    sources.add(
        "%d comparisons on this machine%s, %d of them without a verdict that counts"
            .formatted(measured.size(), beside(asked), missing.size()));
    known.ifPresent(it -> sources.add(sentence(it)));
    sources.addAll(missing);
    return new Run(
        sources,
        new Simulation.Outcome(live.scores(measured), List.of(), live.floors(measured), List.of()));
  }

  private static String sentence(Qualified known) {
    return "over all sessions of this machine: the same code called dearer in %d of %d verdicts, %.1f %% [%.1f, %.1f]; noise floor %.1f %%, the middle of %d benchmarks; %.2f %% between sessions"
        .formatted(
            known.alarms(),
            known.verdicts(),
            100.0 * known.alarms() / known.verdicts(),
            100 * known.alarmsLow(),
            100 * known.alarmsHigh(),
            100 * known.floor(),
            known.benchmarks(),
            100 * known.sessionDeviation());
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
