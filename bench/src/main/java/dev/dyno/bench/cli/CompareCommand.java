package dev.dyno.bench.cli;

import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.suite.MeasuredEngine;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Stand;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile;
import dev.dyno.profiles.run.RunProfileException;
import dev.dyno.profiles.run.RunProfileFile;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.verdict.Judged;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dyno compare`: each toggle, or any two variants, on the suite. Judges nobody: 0 unless
/// something failed.
@Command(
    name = "compare",
    description = {
      "Compares each optimization with the baseline.",
      "Exit codes: 0 measured, 2 usage, 5 nothing measured, 6 environment invalid, 7 a benchmark crashed."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {

  private static final Duration BUDGET = Duration.ofHours(12);

  private final Streams streams;

  @Option(
      names = "--toggle",
      paramLabel = "ID",
      description = "a toggle; may be given again (default: all)")
  private List<String> toggles = new ArrayList<>();

  @Option(
      names = "--benchmark",
      paramLabel = "REGEX",
      description = "only what matches, of 'Class.method param=value'")
  private @Nullable String benchmark;

  @Option(
      names = "--matrix",
      description =
          "one benchmark, with sets of toggles that tell what every two of them do together")
  private boolean matrix;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description = "of each set, with --matrix (default: as many as tell the error)")
  private @Nullable Integer pairs;

  @Option(
      names = "--baseline",
      paramLabel = "SIDE",
      description =
          "toggles of the baseline, with --candidate: none, all, a,b,-c; and its JVM's, behind"
              + " commas: jdk:/path, -XX:+UseZGC, -Dname=value")
  private @Nullable String baseline;

  @Option(names = "--candidate", paramLabel = "SIDE", description = "those of the candidate")
  private @Nullable String candidate;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "embedded",
      description = "which daemon: embedded, docker, podman (default: ${DEFAULT-VALUE})")
  private String engine = "embedded";

  @Option(
      names = "--profile",
      paramLabel = "NAME|FILE",
      defaultValue = "smoke",
      description =
          "what and how much: smoke, pr, nightly, pipeline, peers, curves, metrics, fidelity, or a YAML"
              + " file (default: ${DEFAULT-VALUE})")
  private String profile = "smoke";

  @Mixin private Sharing sharing = new Sharing();

  @Mixin private Course course = new Course();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "for the run's files (default: reports/out/<time>-compare)")
  private @Nullable Path out;

  @Option(names = "--beside", paramLabel = "RUN", description = Beside.DESCRIPTION)
  private @Nullable Path beside;

  @Mixin private Telling telling = new Telling();

  @Mixin private Remembered history = new Remembered();

  @Mixin private ShardOptions shards = new ShardOptions();

  @Option(
      names = "--dry-run",
      description = "print the plan and its expected time, measure nothing")
  private boolean dryRun;

  CompareCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    var daemon = MeasuredDaemon.named(engine, System.getenv());
    var earlier = beside();
    var chosen = profile();
    var order = sharing.order();
    var time = course.budget(BUDGET);
    if (matrix && shards.asked()) {
      throw new UsageException("--shard: a matrix is one design, and is not split; leave it out");
    }
    if (matrix) {
      return matrix(chosen, order, time, daemon);
    }
    if (pairs != null) {
      throw new UsageException(
          "--pairs goes with --matrix: without it, the profile's looks say how many");
    }
    var sides = sides();
    var maker = new PlanMaker(chosen, toggles, Optional.ofNullable(benchmark), sides);
    var installation = Installation.running();
    var suite = installation.suite("suite");
    var asked = maker.steps(suite); // complains before anything is started
    if (sides.isPresent()) {
      sides.get().baseline().check(suite);
      sides.get().candidate().check(suite);
    }
    var all = taken(asked, daemon);
    var shard =
        shards.of(
            history,
            new Design(chosen.name(), order, course.seed(), chosen.looks(), List.of(), engine),
            Optional.empty(),
            all.stream().map(step -> ShardRun.row(step.planned(), true)).toList(),
            dryRun);
    var planned = shard.of(all);
    if (planned.isEmpty()) {
      return shard.idle(streams).number();
    }
    if (dryRun) {
      print(chosen, planned);
      return ExitCode.PASS.number();
    }
    var folder = RunFolder.open(out == null ? RunFolder.usual("compare") : out);
    var before = shards.whole(shard);
    if (before.isPresent()) {
      return shard.told(before.get(), telling, streams, folder).number();
    }
    try (var interruption = Interruption.listen();
        var work = Work.open();
        var stand = stand(installation, work.folder());
        var peers = PeerSide.of(planned, installation, work.folder())) {
      var steps =
          shard.of(
              daemon.able(maker.steps(peers.seen(at(stand, daemon, installation.suite("suite"))))));
      var plan =
          new Plan(
              steps.stream().map(PlanMaker.Step::planned).toList(),
              order,
              chosen.looks(),
              course.seed(),
              time);
      return new Comparing(
              streams,
              options(earlier),
              installation,
              chosen,
              plan,
              steps,
              stand,
              folder,
              work.folder(),
              shard)
          .run(interruption)
          .number();
    } catch (IOException failed) {
      throw new UsageException(
          "the machine refuses what a run needs: %s".formatted(failed.getMessage()), failed);
    }
  }

  /// What the daemon can take; says what not.
  private List<PlanMaker.Step> taken(List<PlanMaker.Step> asked, MeasuredDaemon daemon)
      throws UsageException {
    var able = daemon.able(asked);
    var leftOut = daemon.leftOut(asked);
    if (able.isEmpty()) {
      throw new UsageException(leftOut.orElse("nothing was asked for"));
    }
    leftOut.ifPresent(streams.err()::println);
    return able;
  }

  private Integer matrix(RunProfile chosen, TurnOrder order, Duration time, MeasuredDaemon daemon)
      throws Exception {
    if (sides().isPresent()) {
      throw new UsageException(
          "--matrix has none as its baseline and sets of toggles as candidates: leave out --baseline and --candidate");
    }
    var planned =
        MatrixPlan.of(
            new MatrixPlan.Asked(
                chosen,
                toggles,
                Optional.ofNullable(benchmark),
                Optional.ofNullable(pairs),
                course.seed()));
    if (dryRun) {
      streams.out().println(planned.text());
      return ExitCode.PASS.number();
    }
    var installation = Installation.running();
    var folder = RunFolder.open(out == null ? RunFolder.usual("compare") : out);
    try (var interruption = Interruption.listen();
        var work = Work.open();
        var stand = stand(installation, work.folder())) {
      var runs = planned.runs(at(stand, daemon, installation.suite("suite")));
      var plan =
          new Plan(
              runs.stream().map(MatrixPlan.Run::planned).toList(),
              order,
              planned.looks(),
              course.seed(),
              time);
      return new MatrixComparing(
              streams,
              options(Optional.empty()),
              installation,
              chosen,
              planned,
              runs,
              plan,
              folder,
              work.folder())
          .run(interruption)
          .number();
    } catch (IOException failed) {
      throw new UsageException(
          "the machine refuses what a run needs: %s".formatted(failed.getMessage()), failed);
    }
  }

  private static Stand stand(Installation installation, Path work) throws IOException {
    return Stand.start(
        installation.command(
            "daemon", "--json", "--life-line", "--store", work.resolve("store").toString()),
        work.resolve("stand.log"));
  }

  private Optional<Judged> beside() throws UsageException {
    try {
      return beside == null ? Optional.empty() : Optional.of(Beside.read(beside));
    } catch (IOException unreadable) {
      throw new UsageException(
          "--beside %s: %s".formatted(beside, unreadable.getMessage()), unreadable);
    }
  }

  private Comparing.Options options(Optional<Judged> earlier) throws UsageException {
    var words =
        new ArrayList<>(
            List.of(
                "scripts/dyno",
                "compare",
                "--profile",
                profile,
                "--seed",
                Long.toString(course.seed())));
    if (!engine.equals("embedded")) {
      words.addAll(List.of("--engine", engine));
    }
    words.addAll(sharing.words());
    if (matrix) {
      words.add("--matrix");
      toggles.forEach(toggle -> words.addAll(List.of("--toggle", toggle)));
      if (benchmark != null) {
        words.addAll(List.of("--benchmark", benchmark));
      }
      if (pairs != null) {
        words.addAll(List.of("--pairs", pairs.toString()));
      }
    }
    if (baseline != null && candidate != null) {
      words.addAll(List.of("--baseline", baseline, "--candidate", candidate));
    }
    return new Comparing.Options(telling, words, engine, earlier, history.of(MachineReader.read()));
  }

  private static MeasuredVariant at(Stand stand, MeasuredDaemon daemon, MeasuredVariant suite) {
    return suite
        .with(MeasuredEngine.DAEMON, daemon.address().orElse(stand.daemon()).toString())
        .with(MeasuredEngine.ENGINE, daemon.name())
        .with(MeasuredEngine.REGISTRY, stand.registry());
  }

  private RunProfile profile() throws UsageException {
    try {
      return RunProfileFile.read(profile);
    } catch (RunProfileException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private Optional<PlanMaker.Sides> sides() throws UsageException {
    if (baseline == null && candidate == null) {
      return Optional.empty();
    }
    if (baseline == null || candidate == null) {
      throw new UsageException("--baseline and --candidate go together: give both, or neither");
    }
    var here = Path.of("").toAbsolutePath();
    return Optional.of(
        new PlanMaker.Sides(SuiteSide.of(baseline, here), SuiteSide.of(candidate, here)));
  }

  private void print(RunProfile chosen, List<PlanMaker.Step> steps) {
    var first = Duration.ZERO;
    var last = Duration.ZERO;
    for (var step : steps) {
      var planned = step.planned();
      first = first.plus(step.pair().multipliedBy(chosen.looks().getFirst()));
      last = last.plus(step.pair().multipliedBy(chosen.looks().getLast()));
      streams
          .out()
          .printf(
              "%-15s %s %s: %s, a pair of %d + %d turns takes about %s%n",
              planned.toggle(),
              planned.benchmark(),
              planned.params(),
              planned.metric(),
              planned.turns().warmup(),
              planned.turns().measured(),
              ProgressLine.time(step.pair()));
    }
    streams
        .out()
        .printf(
            "%d comparisons, looks after %s pairs: %s when all is clear at the first look, at most %s%n",
            steps.size(), chosen.looks(), ProgressLine.time(first), ProgressLine.time(last));
  }
}
