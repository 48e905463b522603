package dev.dyno.bench.cli;

import dev.dyno.bench.suite.MeasuredEngine;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Stand;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile;
import dev.dyno.profiles.run.RunProfileException;
import dev.dyno.profiles.run.RunProfileFile;
import dev.dyno.reports.measurement.TurnOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dyno compare`: each toggle, or any two sets of them, on the suite. Judges nobody: 0 unless
/// something failed.
@Command(
    name = "compare",
    description = {
      "Compares each optimization with the baseline on the embedded engine.",
      "Exit codes: 0 measured, 2 usage, 5 nothing measured, 6 environment invalid, 7 a benchmark crashed."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {

  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(s|m|h)");

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
      names = "--baseline",
      paramLabel = "TOGGLES",
      description = "toggles of the baseline, with --candidate: none, all, a,b,-c")
  private @Nullable String baseline;

  @Option(names = "--candidate", paramLabel = "TOGGLES", description = "toggles of the candidate")
  private @Nullable String candidate;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "embedded",
      description = "which daemon: embedded")
  private String engine = "embedded";

  @Option(
      names = "--profile",
      paramLabel = "NAME|FILE",
      defaultValue = "smoke",
      description = "how much: smoke, pr, nightly, or a YAML file (default: ${DEFAULT-VALUE})")
  private String profile = "smoke";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "turns",
      description = "turns, forks or duet (default: ${DEFAULT-VALUE})")
  private String mode = "turns";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "of every random choice (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "12h",
      description = "no pair starts after it: 90s, 10m, 2h")
  private String budget = "12h";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "for the run's files (default: reports/out/<time>-compare)")
  private @Nullable Path out;

  @Option(names = "--json", description = "result.json on standard output, and nothing else there")
  private boolean json;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @Option(names = "--no-color", description = "plain text")
  private boolean noColor;

  @Option(
      names = "--dry-run",
      description = "print the plan and its expected time, measure nothing")
  private boolean dryRun;

  CompareCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    if (!engine.equals("embedded")) {
      throw new UsageException(
          "--engine '%s' is not known: choose from embedded".formatted(engine));
    }
    var chosen = profile();
    var order = order();
    var time = time(budget);
    var maker = new PlanMaker(chosen, toggles, Optional.ofNullable(benchmark), sides());
    var installation = Installation.running();
    if (dryRun) {
      print(chosen, maker.steps(installation.suite("suite")));
      return ExitCode.PASS.number();
    }
    maker.steps(installation.suite("suite")); // complains before anything is started
    var folder = RunFolder.open(out == null ? RunFolder.usual("compare") : out);
    var work = Files.createTempDirectory("dyno");
    try (var stand =
        Stand.start(
            installation.command(
                "daemon", "--json", "--life-line", "--store", work.resolve("store").toString()),
            work.resolve("stand.log"))) {
      var steps = maker.steps(at(stand, installation.suite("suite")));
      var plan =
          new Plan(
              steps.stream().map(PlanMaker.Step::planned).toList(),
              order,
              chosen.looks(),
              seed,
              time);
      return new Comparing(
              streams, options(), installation, chosen, plan, steps, stand, folder, work)
          .run()
          .number();
    } catch (IOException failed) {
      throw new UsageException(
          "the machine refuses what a run needs: %s".formatted(failed.getMessage()), failed);
    } finally {
      Work.delete(work);
    }
  }

  private Comparing.Options options() {
    var words =
        new ArrayList<>(
            List.of(
                "scripts/dyno", "compare", "--profile", profile, "--seed", Long.toString(seed)));
    if (!mode.equals("turns")) {
      words.addAll(List.of("--mode", mode));
    }
    if (baseline != null && candidate != null) {
      words.addAll(List.of("--baseline", baseline, "--candidate", candidate));
    }
    return new Comparing.Options(json, quiet, streams.terminal() && !noColor, words);
  }

  private static MeasuredVariant at(Stand stand, MeasuredVariant suite) {
    return suite
        .with(MeasuredEngine.DAEMON, stand.daemon().toString())
        .with(MeasuredEngine.REGISTRY, stand.registry());
  }

  private RunProfile profile() throws UsageException {
    try {
      return RunProfileFile.read(profile);
    } catch (RunProfileException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private TurnOrder order() throws UsageException {
    try {
      return TurnOrder.valueOf(mode.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(
          "--mode '%s' is not known: choose from turns, forks, duet".formatted(mode), unknown);
    }
  }

  private Optional<PlanMaker.Sides> sides() throws UsageException {
    if (baseline == null && candidate == null) {
      return Optional.empty();
    }
    if (baseline == null || candidate == null) {
      throw new UsageException("--baseline and --candidate go together: give both, or neither");
    }
    return Optional.of(new PlanMaker.Sides(baseline, candidate));
  }

  static Duration time(String text) throws UsageException {
    var match = TIME.matcher(text);
    if (!match.matches() || Long.parseLong(match.group(1)) == 0) {
      throw new UsageException("--budget '%s' is no time: write 90s, 10m or 2h".formatted(text));
    }
    long number = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
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
