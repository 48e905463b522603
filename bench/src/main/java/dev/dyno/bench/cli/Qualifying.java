package dev.dyno.bench.cli;

import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Trial;
import dev.dyno.bench.validation.Live;
import dev.dyno.bench.validation.LiveState;
import dev.dyno.bench.validation.LiveVerdicts;
import dev.dyno.bench.variant.Benchmarks;
import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Qualified;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.verdict.Rule;
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
  /// @param sizes of slowdowns, as shares
  /// @param repeats verdicts of each benchmark on the same code
  /// @param planted verdicts of each benchmark and size
  /// @param looks numbers of pairs after which a verdict may fall
  /// @param busyLoops that run beside it
  record Asked(
      List<Double> sizes,
      int repeats,
      int planted,
      List<Integer> looks,
      Turns turns,
      long seed,
      Duration budget,
      int busyLoops) {

    /// Whether it has no more pairs than a gate, no more turns that count and no more time in them:
    /// what it finds of this machine is shown on the first page of every gate.
    boolean promisesNoMore() {
      return looks.getLast() <= Rule.LOOKS.getLast()
          && turns.measured() <= GateCommand.TURNS.measured()
          && measured(turns).compareTo(measured(GateCommand.TURNS)) <= 0;
    }

    private static Duration measured(Turns turns) {
      return turns.length().multipliedBy(turns.measured());
    }
  }

  /// What is done with a run before an interruption may end this process.
  interface Conclusion {
    /// @param measured whole or cut
    /// @param known of this machine, over all its sessions
    ExitCode of(Measurement measured, Optional<Qualified> known) throws UsageException;
  }

  /// Measures part after part, and remembers each part's comparisons of the same code before the
  /// next begins: whatever ends it, what was measured counts. More than a gate sees is not
  /// remembered.
  ExitCode run(Asked asked, RunFolder folder, Remembered history, Conclusion conclusion)
      throws IOException, UsageException {
    try (var interruption = Interruption.listen();
        var work = Work.open();
        var _ = BusyLoops.start(asked.busyLoops())) {
      if (!asked.promisesNoMore()) {
        say("more pairs or turns than a gate's: not remembered of this machine");
      }
      var live =
          new Live(
              cases(work.folder()),
              asked.sizes(),
              asked.repeats(),
              asked.planted(),
              asked.turns(),
              order,
              asked.looks());
      var started = Instant.now();
      var machine = MachineReader.read();
      var measured = new ArrayList<Comparison>();
      var run = measurement(asked, started, machine, measured);
      for (var part : live.parts()) {
        var left = asked.budget().minus(Duration.between(started, Instant.now()));
        if (interruption.heard() || (!measured.isEmpty() && !left.isPositive())) {
          break;
        }
        measured.addAll(part(live, part, asked.seed(), left, work.folder(), interruption));
        run = measurement(asked, started, machine, measured);
        folder.keep(run);
        if (asked.promisesNoMore()) {
          history.keep(new LiveVerdicts(List.of(run)).sessions());
        }
        say(soFar(live, part, run));
      }
      return conclusion.of(run, history.of(machine));
    }
  }

  private static String soFar(Live live, Live.Part part, Measurement run) {
    return "%s, %s: %d verdicts of %d"
        .formatted(
            part.label(),
            ProgressLine.time(run.elapsed()),
            new LiveVerdicts(List.of(run)).verdicts(),
            live.comparisons());
  }

  private List<Comparison> part(
      Live live, Live.Part part, long seed, Duration left, Path work, Interruption interruption)
      throws IOException {
    var stubs = Files.createTempDirectory(work, "stubs");
    var plan = live.plan(part, stubs, seed, left);
    try (var trial = Trial.open(plan, installation.agent(), work, new Told())) {
      interruption.stops(trial::stop);
      return trial.run(live::open);
    }
  }

  private Measurement measurement(
      Asked asked, Instant started, Machine machine, List<Comparison> measured) {
    var run =
        new Measurement(
            Measurement.SCHEMA,
            "qualify",
            started,
            Duration.between(started, Instant.now()),
            new Design(
                new LiveState(asked.busyLoops()).profile(),
                order,
                asked.seed(),
                asked.looks(),
                List.of(),
                "none"),
            installation.provenance(),
            machine,
            measured,
            List.of(),
            List.of());
    return run.with(List.of(), PooledRuns.missing(run));
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
            .orElseGet(() -> installation.steady("same"));
    var listed =
        Benchmarks.of(variant.jdk(), variant.classPath(), installation.agent(), work).all();
    var cases = new ArrayList<Live.Case>();
    listed.forEach(
        (name, benchmark) -> {
          for (var params : benchmark.combinations()) {
            if (wanted.test(Comparison.fullTitle(name, params))) {
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
  }

  private void say(String what) {
    if (!quiet) {
      streams.err().println(what);
    }
  }
}
