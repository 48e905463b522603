package dev.dyno.bench.cli;

import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.progress.RunFeed;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Trial;
import dev.dyno.profiles.run.RunProfile;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Matrix;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.verdict.Judged;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// One run of `dyno compare --matrix`: measure, judge, write, tell.
final class MatrixComparing {

  private final Streams streams;
  private final Comparing.Options options;
  private final Installation installation;
  private final RunProfile profile;
  private final MatrixPlan matrix;
  private final List<MatrixPlan.Run> runs;
  private final Plan plan;
  private final RunFolder folder;
  private final Path work;

  MatrixComparing(
      Streams streams,
      Comparing.Options options,
      Installation installation,
      RunProfile profile,
      MatrixPlan matrix,
      List<MatrixPlan.Run> runs,
      Plan plan,
      RunFolder folder,
      Path work) {
    this.streams = streams;
    this.options = options;
    this.installation = installation;
    this.profile = profile;
    this.matrix = matrix;
    this.runs = runs;
    this.plan = plan;
    this.folder = folder;
    this.work = work;
  }

  ExitCode run(Interruption interruption) throws IOException {
    var started = Instant.now();
    var machine = MachineReader.read();
    var provenance = installation.provenance();
    var progress =
        new MatrixProgress(
            streams.err(),
            streams.terminal(),
            options.telling().quiet(),
            runs.size() * matrix.pairs(),
            matrix.pair());
    try (var feed = feed();
        var trial = Trial.open(plan, installation.agent(), work, progress.and(feed))) {
      interruption.stops(trial::stop);
      var measured = matrix.gathered(runs, trial.run(_ -> true));
      progress.clear();
      var exit =
          options
              .telling()
              .tell(
                  Judged.of(
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
                          List.of(),
                          List.of(),
                          missing(measured),
                          Optional.of(measured),
                          Optional.empty())),
                  streams,
                  folder);
      feed.end(exit.number());
      return exit;
    }
  }

  /// A matrix is judged as a whole: no look of one set says anything.
  private RunFeed feed() throws IOException {
    var rows =
        runs.stream().map(run -> RunFolder.row(run.planned(), matrix.pairs(), matrix.pair()));
    return RunFeed.open(
        folder.folder(), "compare", profile.name(), rows.toList(), _ -> Optional.empty());
  }

  /// Sets that lack pairs for the same reason share a sentence.
  static List<String> missing(Matrix matrix) {
    var lacking = new TreeMap<String, List<String>>();
    for (var run : matrix.runs()) {
      if (run.ending().kind() != Ending.Kind.FINISHED) {
        var why =
            "%d of %d pairs, then %s"
                .formatted(run.pairs().size(), matrix.pairs(), run.ending().reason());
        var set = run.on().isEmpty() ? "none" : String.join(",", run.on());
        lacking.computeIfAbsent(why, _ -> new ArrayList<>()).add(set);
      }
    }
    var sentences = new ArrayList<String>();
    lacking.forEach(
        (why, sets) ->
            sentences.add(
                "%d of %d runs: %s (%s)"
                    .formatted(sets.size(), matrix.runs().size(), why, String.join("; ", sets))));
    return List.copyOf(sentences);
  }
}
