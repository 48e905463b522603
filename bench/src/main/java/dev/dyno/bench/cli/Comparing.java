package dev.dyno.bench.cli;

import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.trial.FactRun;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Stand;
import dev.dyno.bench.trial.Trial;
import dev.dyno.bench.trial.TrialException;
import dev.dyno.profiles.run.RunProfile;
import dev.dyno.reports.export.ResultFile;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Fact;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.verdict.Judge;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.Metric;
import dev.dyno.reports.verdict.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One run of `dyno compare`: measure, count facts, judge, write, tell.
final class Comparing {

  /// How long Ctrl-C waits for the files to be written.
  private static final Duration LAST_WORDS = Duration.ofSeconds(30);

  private final Streams streams;
  private final Options options;
  private final Installation installation;
  private final RunProfile profile;
  private final Plan plan;
  private final List<PlanMaker.Step> steps;
  private final Stand stand;
  private final RunFolder folder;
  private final Path work;
  private final Judge judge;
  private final List<String> missing = new ArrayList<>();

  /// @param reproduce the command line of this run, without what was picked from it
  record Options(boolean json, boolean quiet, boolean color, List<String> reproduce) {}

  Comparing(
      Streams streams,
      Options options,
      Installation installation,
      RunProfile profile,
      Plan plan,
      List<PlanMaker.Step> steps,
      Stand stand,
      RunFolder folder,
      Path work) {
    this.streams = streams;
    this.options = options;
    this.installation = installation;
    this.profile = profile;
    this.plan = plan;
    this.steps = steps;
    this.stand = stand;
    this.folder = folder;
    this.work = work;
    this.judge = new Judge(Rule.of(plan.looks()));
  }

  ExitCode run() throws IOException {
    var started = Instant.now();
    var machine = MachineReader.read();
    var progress =
        new ProgressLine(streams.err(), streams.terminal(), options.quiet(), judge, steps);
    var written = new CountDownLatch(1);
    try (var trial = Trial.open(plan, installation.agent(), work, progress)) {
      var interrupted = new Thread(() -> stop(trial, written), "dyno-interrupted");
      Runtime.getRuntime().addShutdownHook(interrupted);
      var comparisons = trial.run(this::open);
      var facts = trial.stopped() ? List.<Fact>of() : facts(comparisons, progress);
      missing.addAll(missing(comparisons));
      var measurement =
          new Measurement(
              Measurement.SCHEMA,
              "compare",
              started,
              Duration.between(started, Instant.now()),
              new Design(
                  profile.name(), plan.order(), plan.seed(), plan.looks(), options.reproduce()),
              installation.provenance(),
              machine,
              comparisons,
              facts,
              missing);
      var exit = finish(measurement);
      written.countDown();
      removeHook(interrupted);
      return exit;
    }
  }

  private static void stop(Trial trial, CountDownLatch written) {
    trial.stop();
    try {
      var _ = written.await(LAST_WORDS.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // Then it is running, and ends by itself.
    }
  }

  /// More pairs are wanted while the comparison's own metric is undecided.
  private boolean open(Comparison soFar) {
    return Metric.named(soFar.metric())
        .flatMap(metric -> judge.judge(soFar, metric))
        .map(Judgement::open)
        .orElse(true);
  }

  private List<Fact> facts(List<Comparison> comparisons, ProgressLine progress) throws IOException {
    var facts = new ArrayList<Fact>();
    var run = new FactRun(stand, work);
    for (int i = 0; i < comparisons.size(); i++) {
      var planned = plan.comparisons().get(i);
      var comparison = comparisons.get(i);
      if (planned.factOperations() == 0 || comparison.ending().kind() == Ending.Kind.CRASHED) {
        continue;
      }
      progress.say("%s: counting facts".formatted(planned.toggle()));
      try {
        facts.addAll(run.run(planned, comparison));
      } catch (TrialException failed) {
        missing.add("facts of %s: %s".formatted(comparison.title(), failed.getMessage()));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        missing.add("facts of %s: interrupted".formatted(comparison.title()));
        return facts;
      }
    }
    return facts;
  }

  private static List<String> missing(List<Comparison> comparisons) {
    return comparisons.stream()
        .filter(comparison -> comparison.ending().kind() != Ending.Kind.FINISHED)
        .map(
            comparison ->
                "%s %s: %d pairs, then %s"
                    .formatted(
                        comparison.toggle(),
                        comparison.title(),
                        comparison.pairs().size(),
                        comparison.ending().reason()))
        .toList();
  }

  private ExitCode finish(Measurement measurement) throws IOException {
    var judgements =
        measurement.comparisons().stream().flatMap(each -> judge.judge(each).stream()).toList();
    var exit = exit(measurement, judgements);
    var result = ResultFile.of(measurement, judgements, exit.number());
    folder.write(measurement, judgements, result);
    if (options.json()) {
      streams.out().println(result.json());
    } else {
      streams.out().println(new ResultTable(measurement, judgements, options.color()).text());
      streams.out().println("\nreport: " + folder.page());
    }
    return exit;
  }

  private static ExitCode exit(Measurement measurement, List<Judgement> judgements) {
    var endings = measurement.comparisons().stream().map(each -> each.ending().kind()).toList();
    if (endings.contains(Ending.Kind.CRASHED)) {
      return ExitCode.CRASHED;
    }
    if (endings.contains(Ending.Kind.ENVIRONMENT)) {
      return ExitCode.ENVIRONMENT;
    }
    return judgements.stream().anyMatch(Judgement::primary)
        ? ExitCode.PASS
        : ExitCode.NOTHING_MEASURED;
  }
}
