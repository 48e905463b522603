package dev.dyno.bench.cli;

import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.progress.RunFeed;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Steering;
import dev.dyno.bench.trial.Trial;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Qualified;
import dev.dyno.reports.verdict.GateJudge;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One run of `dyno gate`, once both sides are there: measure, judge, write, tell.
///
/// @param reproduce the command line of this run, without what was picked from it
/// @param plan what is compared
/// @param controls what is measured beside it
/// @param trial how it is measured
/// @param terms what it is held to
/// @param profile its name
/// @param known what a history knows of this machine
/// @param folder for the run's files
/// @param work for temporary ones
/// @param shard that this run is, where several machines share one
record Gating(
    Streams streams,
    Telling telling,
    List<String> reproduce,
    Installation installation,
    GatePlan plan,
    GateControls controls,
    Plan trial,
    Gate terms,
    String profile,
    Optional<Qualified> known,
    RunFolder folder,
    Path work,
    ShardRun shard) {

  ExitCode run(Interruption interruption) throws IOException {
    var started = Instant.now();
    var machine = MachineReader.read();
    var judge = GateJudge.of(terms, trial.looks(), shard.family(plan.tested()), known);
    var progress = new GateProgress(streams, telling.quiet(), judge, trial.comparisons().size());
    try (var feed = feed(judge)) {
      var measured = measured(judge, progress.and(feed), interruption);
      var comparisons = ordered(measured.comparisons());
      var beside = controls.of(measured.controls());
      var measurement =
          shard.marked(
              new Measurement(
                  Measurement.SCHEMA,
                  "gate",
                  started,
                  Duration.between(started, Instant.now()),
                  new Design(
                      profile,
                      trial.order(),
                      trial.seed(),
                      trial.looks(),
                      reproduce,
                      "none",
                      known),
                  installation.provenance(),
                  machine,
                  comparisons,
                  List.of(),
                  missing(comparisons, measured.controls()),
                  Optional.empty(),
                  Optional.of(terms),
                  beside));
      var run = Judged.of(measurement);
      var exit =
          shard.kept(
              measurement,
              telling.tell(run, streams, folder),
              interruption.heard(),
              streams,
              folder);
      feed.end(exit.number());
      return exit;
    }
  }

  private RunFeed feed(GateJudge judge) throws IOException {
    var rows =
        trial.comparisons().stream()
            .map(
                each ->
                    RunFolder.row(
                        each, judge.terms().pairs(), PlanMaker.pair(Duration.ZERO, each.turns())));
    return RunFeed.open(
        folder.folder(), "gate", profile, rows.toList(), soFar -> judge.judge(soFar, Metric.TIME));
  }

  private Trial.Measured measured(
      GateJudge judge, Trial.Listener progress, Interruption interruption) throws IOException {
    if (trial.comparisons().isEmpty()) {
      return new Trial.Measured(List.of(), List.of());
    }
    try (var open = Trial.open(trial, installation.agent(), work, progress)) {
      interruption.stops(open::stop);
      return open.run(new GateSteering(judge));
    }
  }

  private record GateSteering(GateJudge judge) implements Steering {
    @Override
    public boolean open(Comparison soFar) {
      return judge.open(soFar);
    }

    @Override
    public int remaining(Comparison soFar) {
      return judge.remaining(soFar);
    }
  }

  /// Every comparison of the plan, in its order, those that were not measured among them.
  private List<Comparison> ordered(List<Comparison> pairs) {
    var next = pairs.iterator();
    return plan.entries().stream()
        .map(entry -> entry.ended().map(entry::unmeasured).orElseGet(next::next))
        .toList();
  }

  private static List<String> missing(List<Comparison> comparisons, List<Comparison> controls) {
    return Stream.concat(comparisons.stream(), controls.stream())
        .filter(comparison -> comparison.ending().kind() != Ending.Kind.FINISHED)
        .filter(comparison -> comparison.ending().kind() != Ending.Kind.SKIPPED)
        .map(
            comparison ->
                "%s: %d pairs, then %s"
                    .formatted(
                        comparison.title(),
                        comparison.pairs().size(),
                        comparison.ending().reason()))
        .toList();
  }
}
