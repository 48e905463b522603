package dev.dyno.bench.cli;

import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Trial;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.verdict.GateJudge;
import dev.dyno.reports.verdict.Judged;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One run of `dyno gate`, once both sides are there: measure, judge, write, tell.
///
/// @param reproduce the command line of this run, without what was picked from it
/// @param plan what is compared
/// @param trial how it is measured
/// @param terms what it is held to
/// @param profile its name
/// @param folder for the run's files
/// @param work for temporary ones
record Gating(
    Streams streams,
    Telling telling,
    List<String> reproduce,
    Installation installation,
    GatePlan plan,
    Plan trial,
    Gate terms,
    String profile,
    RunFolder folder,
    Path work) {

  ExitCode run(Interruption interruption) throws IOException {
    var started = Instant.now();
    var machine = MachineReader.read();
    var judge =
        GateJudge.of(
            terms,
            trial.looks(),
            trial.comparisons().stream().map(Plan.Planned::benchmark).toList());
    var progress = new GateProgress(streams, telling.quiet(), judge, trial.comparisons().size());
    var comparisons = measured(judge, progress, interruption);
    var run =
        Judged.of(
            new Measurement(
                Measurement.SCHEMA,
                "gate",
                started,
                Duration.between(started, Instant.now()),
                new Design(profile, trial.order(), trial.seed(), trial.looks(), reproduce, "none"),
                installation.provenance(),
                machine,
                comparisons,
                List.of(),
                missing(comparisons),
                Optional.empty(),
                Optional.of(terms)));
    return telling.tell(run, streams, folder);
  }

  /// Every comparison of the plan, in its order, those that were not measured among them.
  private List<Comparison> measured(
      GateJudge judge, GateProgress progress, Interruption interruption) throws IOException {
    var pairs = new ArrayList<Comparison>();
    if (!trial.comparisons().isEmpty()) {
      try (var open = Trial.open(trial, installation.agent(), work, progress)) {
        interruption.stops(open::stop);
        pairs.addAll(open.run(judge::open));
      }
    }
    var next = pairs.iterator();
    return plan.entries().stream()
        .map(entry -> entry.ended().map(entry::unmeasured).orElseGet(next::next))
        .toList();
  }

  private static List<String> missing(List<Comparison> comparisons) {
    return comparisons.stream()
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
