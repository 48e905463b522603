package dev.dyno.bench.cli;

import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.variant.Named;
import dev.dyno.bench.variant.VariantException;
import dev.dyno.bench.variant.Variants;
import dev.dyno.profiles.run.RunProfile;
import dev.dyno.profiles.run.RunProfileException;
import dev.dyno.profiles.run.RunProfileFile;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.policy.GateFile;
import dev.dyno.reports.policy.GateFileException;
import dev.dyno.reports.verdict.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dyno gate`: may the candidate replace its baseline? For any JMH jar, unmodified.
@Command(
    name = "gate",
    description = {
      "Compares all JMH benchmarks of two jars, commits, JDKs or sets of flags, and fails when one"
          + " became dearer.",
      "V is a JMH jar, a git ref (built by build: of dyno.yaml), a run of dyno gate (its"
          + " candidate), or . for the working tree; behind commas, or alone, jdk:/path, flags of"
          + " the JVM and -Dname=value: main,-XX:+UseSerialGC.",
      "Exit codes: 0 passed, 2 usage or build, 3 regressed, 4 undecided where that fails, 5 too"
          + " little judged, 6 environment invalid, 7 a benchmark crashed."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class GateCommand implements Callable<Integer> {

  static final RunProfile.Turns TURNS = new RunProfile.Turns(60, 120, Duration.ofMillis(10));

  private static final Duration LONGEST = Duration.ofHours(12);

  private final Streams streams;

  @Option(
      names = "--baseline",
      required = true,
      paramLabel = "V",
      description = "what the candidate is held against")
  private String baseline = "";

  @Option(
      names = "--candidate",
      paramLabel = "V",
      description = "what is to pass (default: the working tree)")
  private @Nullable String candidate;

  @Option(
      names = "--thresholds",
      paramLabel = "FILE",
      description = "thresholds, acks and build, in YAML (default: dyno.yaml, if there)")
  private @Nullable Path thresholds;

  @Option(
      names = "--benchmark",
      paramLabel = "REGEX",
      description =
          "only what matches, of 'Class.method param=value' (default: benchmarks: of the thresholds)")
  private @Nullable String benchmark;

  @Option(
      names = "--profile",
      paramLabel = "NAME|FILE",
      description = "whose looks and turns (default: up to 24 pairs of 60+120 turns of 10 ms)")
  private @Nullable String profile;

  @Mixin private Sharing sharing = new Sharing();

  @Mixin private Course course = new Course();

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      description =
          "how long one turn, set-up included, may take before its fork hangs (default: 2m)")
  private @Nullable String patience;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "for the run's files (default: reports/out/<time>-gate)")
  private @Nullable Path out;

  @Option(names = "--no-skip", description = "measure also what is the same in both, byte for byte")
  private boolean noSkip;

  @Option(
      names = "--learn-warm-up",
      description =
          "learn on the baseline how many turns each benchmark warms up: one pair more of each, of"
              + " twice as many turns")
  private boolean learnWarmUp;

  @Option(
      names = "--no-controls",
      description = "without rulers and identical benchmarks beside, which show a spoiled machine")
  private boolean noControls;

  @Mixin private Telling telling = new Telling();

  @Mixin private Remembered history = new Remembered();

  @Mixin private ShardOptions shards = new ShardOptions();

  @Option(
      names = "--dry-run",
      description = "print the plan and its expected time, measure nothing")
  private boolean dryRun;

  GateCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    var here = Path.of("").toAbsolutePath();
    try {
      return gate(here).number();
    } catch (VariantException | GateFileException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    } catch (IOException failed) {
      throw new UsageException("the gate cannot run: %s".formatted(failed.getMessage()), failed);
    }
  }

  private ExitCode gate(Path here)
      throws UsageException, VariantException, GateFileException, IOException {
    var there = Named.of(baseline, here);
    var own = candidate == null ? Named.workingTree() : Named.of(candidate, here);
    var file = file(here, built(there) || built(own));
    var order = sharing.order();
    var time = course.budget(LONGEST);
    var longest = patience == null ? Plan.PATIENCE : Course.time("--patience", patience);
    var wanted = wanted(file);
    var chosen = chosen();
    var looks = chosen.map(RunProfile::looks).orElse(Rule.LOOKS);
    var turns = chosen.map(RunProfile::turns).orElse(TURNS);
    var folder = dryRun ? Optional.<RunFolder>empty() : Optional.of(RunFolder.open(outFolder()));
    var installation = Installation.running();
    try (var interruption = Interruption.listen();
        var work = Work.open()) {
      var variants = new Variants(here, file.build(), work.folder(), this::say);
      interruption.stops(variants::stop);
      var first = GateTerms.Side.of(variants.find(there, own), installation, work);
      var second = GateTerms.Side.of(variants.find(own, there), installation, work);
      var all =
          GatePlan.of(first.measured(), second.measured(), wanted, turns, skipping(first, second));
      var terms = new GateTerms(file, looks);
      var held = terms.of(all, first, second, here);
      var name = chosen.map(RunProfile::name).orElse("gate");
      var shard =
          shards.of(
              history,
              new Design(name, order, course.seed(), terms.allLooks(), List.of(), "none"),
              Optional.of(held),
              all.rows(),
              dryRun);
      var asked = all.only(shard.of(all.entries()));
      if (asked.entries().isEmpty() && shard.own().isPresent()) {
        return shard.idle(streams);
      }
      var before = shards.whole(shard);
      if (before.isPresent() && folder.isPresent()) {
        return shard.told(before.get(), telling, streams, folder.get());
      }
      var pilot =
          learnWarmUp && !dryRun
              ? GatePilot.run(asked, course.seed(), installation, work.folder(), interruption)
              : GatePilot.none(asked);
      var plan = pilot.plan();
      pilot.learned().forEach(each -> say(each.sentence()));
      var controls =
          noControls ? GateControls.none() : GateControls.of(plan, installation, course.seed());
      var trial =
          new Plan(
              plan.measured(),
              order,
              terms.allLooks(),
              course.seed(),
              time,
              longest,
              controls.planned());
      if (folder.isEmpty()) {
        print(plan, trial, turns);
        streams.out().println(controls.text());
        return ExitCode.PASS;
      }
      return new Gating(
              streams,
              telling,
              reproduce(),
              installation,
              plan,
              controls,
              trial,
              held.with(pilot.learned()),
              name,
              history.of(MachineReader.read()),
              folder.get(),
              work.folder(),
              shard)
          .run(interruption);
    }
  }

  private GatePlan.Skipping skipping(GateTerms.Side baseline, GateTerms.Side candidate)
      throws IOException {
    return noSkip ? (_, _) -> Optional.empty() : SameCode.of(baseline.found(), candidate.found());
  }

  private Path outFolder() {
    return out == null ? RunFolder.usual("gate") : out;
  }

  private static boolean built(Named side) {
    return side.code().isPresent() && !(side.code().get() instanceof Named.Code.Jar);
  }

  /// A project's file says how it is built and which benchmarks count, whichever file has the
  /// thresholds; but two jars may be of another project, with other benchmarks.
  private GateFile file(Path here, boolean built) throws GateFileException {
    var today = LocalDate.now(ZoneOffset.UTC);
    var usual = here.resolve(GateFile.NAME);
    var project =
        Files.exists(usual) ? Optional.of(GateFile.read(usual, today)) : Optional.<GateFile>empty();
    var benchmarks = project.filter(_ -> built).flatMap(GateFile::benchmarks);
    var asked =
        thresholds == null ? project.orElseGet(GateFile::usual) : GateFile.read(thresholds, today);
    return new GateFile(
        asked.build().or(() -> project.flatMap(GateFile::build)),
        thresholds == null ? benchmarks : asked.benchmarks().or(() -> benchmarks),
        asked.thresholds(),
        asked.acks(),
        asked.coverage(),
        asked.alerts());
  }

  private Optional<RunProfile> chosen() throws UsageException {
    try {
      return profile == null ? Optional.empty() : Optional.of(RunProfileFile.read(profile));
    } catch (RunProfileException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private Predicate<String> wanted(GateFile file) throws UsageException {
    if (benchmark != null) {
      return Matching.of("--benchmark", benchmark);
    }
    return file.benchmarks().isPresent()
        ? Matching.of("'benchmarks' of " + GateFile.NAME, file.benchmarks().get())
        : _ -> true;
  }

  private void say(String what) {
    if (!telling.quiet()) {
      streams.err().println(what);
    }
  }

  private List<String> reproduce() {
    var words =
        new ArrayList<>(
            List.of(
                "scripts/dyno",
                "gate",
                "--baseline",
                baseline,
                "--seed",
                Long.toString(course.seed())));
    if (candidate != null) {
      words.addAll(List.of("--candidate", candidate));
    }
    if (thresholds != null) {
      words.addAll(List.of("--thresholds", thresholds.toString()));
    }
    if (profile != null) {
      words.addAll(List.of("--profile", profile));
    }
    words.addAll(sharing.words());
    if (patience != null) {
      words.addAll(List.of("--patience", patience));
    }
    if (noSkip) {
      words.add("--no-skip");
    }
    if (learnWarmUp) {
      words.add("--learn-warm-up");
    }
    if (noControls) {
      words.add("--no-controls");
    }
    return words;
  }

  private void print(GatePlan plan, Plan trial, RunProfile.Turns turns) {
    var pair = PlanMaker.pair(Duration.ZERO, turns);
    for (var entry : plan.entries()) {
      var ended = entry.ended().map(it -> it.kind() + ": " + it.reason()).orElse("to be measured");
      streams
          .out()
          .printf("%s %s: %s%n", entry.planned().benchmark(), entry.planned().params(), ended);
    }
    plan.baselineOnly().forEach(each -> streams.out().println("only in the baseline: " + each));
    plan.candidateOnly().forEach(each -> streams.out().println("only in the candidate: " + each));
    int count = trial.comparisons().size();
    streams
        .out()
        .printf(
            "%d to be measured, looks after %s pairs of about %s: %s when all is clear at the first"
                + " look, at most %s%n",
            count,
            trial.looks(),
            ProgressLine.time(pair),
            ProgressLine.time(pair.multipliedBy((long) count * trial.looks().getFirst())),
            ProgressLine.time(pair.multipliedBy((long) count * trial.looks().getLast())));
  }
}
