package dev.dyno.bench.cli;

import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.progress.RunFeed;
import dev.dyno.bench.trial.FactRun;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Stand;
import dev.dyno.bench.trial.Trial;
import dev.dyno.bench.trial.TrialException;
import dev.dyno.profiles.run.RunProfile;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Fact;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Qualified;
import dev.dyno.reports.verdict.Judge;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.Metric;
import dev.dyno.reports.verdict.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One run of `dyno compare`: measure, count facts, judge, write, tell.
final class Comparing {

  private final Streams streams;
  private final Options options;
  private final Installation installation;
  private final RunProfile profile;
  private final Plan plan;
  private final List<PlanMaker.Step> steps;
  private final Stand stand;
  private final RunFolder folder;
  private final Path work;
  private final ShardRun shard;
  private final Judge judge;
  private final List<String> missing = new ArrayList<>();

  /// @param reproduce the command line of this run, without what was picked from it
  /// @param engine the daemon's name
  /// @param beside an embedded run to show beside this one
  /// @param known what a history knows of this machine
  record Options(
      Telling telling,
      List<String> reproduce,
      String engine,
      Optional<Judged> beside,
      Optional<Qualified> known) {}

  Comparing(
      Streams streams,
      Options options,
      Installation installation,
      RunProfile profile,
      Plan plan,
      List<PlanMaker.Step> steps,
      Stand stand,
      RunFolder folder,
      Path work,
      ShardRun shard) {
    this.streams = streams;
    this.options = options;
    this.installation = installation;
    this.profile = profile;
    this.plan = plan;
    this.steps = steps;
    this.stand = stand;
    this.folder = folder;
    this.work = work;
    this.shard = shard;
    this.judge = new Judge(Rule.of(plan.looks(), options.known()));
  }

  ExitCode run(Interruption interruption) throws IOException {
    var started = Instant.now();
    var machine = MachineReader.read();
    var provenance = installation.provenance(); // of what runs, not of what is there afterwards
    var built = installation.stamps();
    var progress =
        new ProgressLine(
            streams.err(), streams.terminal(), options.telling().quiet(), judge, steps);
    try (var feed = feed();
        var trial = Trial.open(plan, installation.agent(), work, progress.and(feed))) {
      interruption.stops(trial::stop);
      var measured = trial.run(this::open);
      var comparisons =
          built.equals(installation.stamps())
              ? measured
              : measured.stream().map(Comparing::builtAnew).toList();
      missing.addAll(missing(comparisons));
      var unmarked =
          new Measurement(
              Measurement.SCHEMA,
              "compare",
              started,
              Duration.between(started, Instant.now()),
              new Design(
                  profile.name(),
                  plan.order(),
                  plan.seed(),
                  plan.looks(),
                  options.reproduce(),
                  options.engine(),
                  options.known()),
              provenance,
              machine,
              comparisons,
              List.of(),
              with("facts: not counted yet"));
      var measurement = shard.marked(unmarked);
      folder.keep(measurement); // whatever happens from here on, the pairs are on disk
      var facts = facts(comparisons, progress, feed, interruption);
      progress.clear();
      var whole = measurement.with(facts, missing);
      var exit = shard.kept(whole, finish(whole), interruption.heard(), streams, folder);
      feed.end(exit.number());
      return exit;
    }
  }

  private RunFeed feed() throws IOException {
    int most = plan.looks().getLast();
    var rows = steps.stream().map(step -> RunFolder.row(step.planned(), most, step.pair()));
    return RunFeed.open(folder.folder(), "compare", profile.name(), rows.toList(), this::judged);
  }

  private Optional<Judgement> judged(Comparison soFar) {
    return Metric.named(soFar.metric()).flatMap(metric -> judge.judge(soFar, metric));
  }

  private List<String> with(String sentence) {
    var all = new ArrayList<>(missing);
    all.add(sentence);
    return all;
  }

  /// The forks of such a comparison may have run different code.
  private static Comparison builtAnew(Comparison measured) {
    return measured.ending(
        new Ending(Ending.Kind.ENVIRONMENT, "the program was built anew while it measured"));
  }

  /// More pairs are wanted while the comparison's own metric is undecided.
  private boolean open(Comparison soFar) {
    return judged(soFar).map(Judgement::open).orElse(true);
  }

  /// A fact that cannot be counted is missing; it never costs the pairs.
  private List<Fact> facts(
      List<Comparison> comparisons,
      ProgressLine progress,
      RunFeed feed,
      Interruption interruption) {
    var facts = new ArrayList<Fact>();
    var run = new FactRun(stand, installation.agent(), work);
    for (int i = 0; i < comparisons.size(); i++) {
      var planned = plan.comparisons().get(i);
      var comparison = comparisons.get(i);
      if (planned.factOperations() == 0 || comparison.ending().kind() == Ending.Kind.CRASHED) {
        continue;
      }
      if (interruption.heard()) {
        missing.add("facts of %s: %s".formatted(comparison.title(), Ending.STOPPED));
        continue;
      }
      progress.say("%s: counting facts".formatted(planned.toggle()));
      feed.noted("%s: counting facts".formatted(planned.toggle()));
      try {
        facts.addAll(run.run(planned, comparison));
      } catch (TrialException | IOException failed) {
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
    var judged = Judged.of(measurement);
    var run = options.beside().map(judged::beside).orElse(judged);
    return options.telling().tell(run, streams, folder);
  }
}
