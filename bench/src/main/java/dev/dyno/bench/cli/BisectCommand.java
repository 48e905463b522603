package dev.dyno.bench.cli;

import dev.dyno.bench.bisect.BisectFile;
import dev.dyno.bench.bisect.Question;
import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.nightly.NightDesk;
import dev.dyno.bench.nightly.NightLock;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.variant.VariantException;
import dev.dyno.profiles.run.RunProfile;
import dev.dyno.profiles.run.RunProfileException;
import dev.dyno.profiles.run.RunProfileFile;
import dev.dyno.reports.history.Fingerprint;
import dev.dyno.reports.policy.GateFile;
import dev.dyno.reports.policy.GateFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dyno bisect`: which commit made a benchmark dearer?
@Command(
    name = "bisect",
    description = {
      "Finds the commit between a good and a bad one that changed a benchmark: each step compares one"
          + " commit with the good end, in pairs, as dyno gate does.",
      "Commits that cannot be built or measured are skipped, as git bisect does; where nobody can"
          + " tell, it says among which commits the change is. Code that is the same byte for byte"
          + " is not measured. The same command goes on after a kill.",
      "Exit codes: 0 found, 2 usage or build of an end, 4 undecided (a range of commits), 5 the ends"
          + " do not differ or the search is not over, 6 environment invalid, 7 the bad end crashed."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BisectCommand implements Callable<Integer> {

  private static final Duration LONGEST = Duration.ofHours(12);
  private static final Pattern SHARE = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,4})?)\\s*%");

  private final Streams streams;

  @Mixin private BisectEnds ends = new BisectEnds();

  @Option(
      names = "--threshold",
      paramLabel = "SHARE",
      description =
          "from which change on a commit is bad, such as 5%% (default: that of dyno.yaml for the bad"
              + " end, then half of what the bad end shows)")
  private @Nullable String threshold;

  @Option(
      names = "--profile",
      paramLabel = "NAME|FILE",
      description = "whose looks and turns (default: those of dyno gate)")
  private @Nullable String profile;

  @Mixin private Sharing sharing = new Sharing();

  @Mixin private Course course = new Course();

  @Mixin private LockOption lock = new LockOption();

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      description = "how long one turn may take before its fork hangs (default: 2m)")
  private @Nullable String patience;

  @Option(names = "--no-controls", description = "without rulers beside, which show a bad machine")
  private boolean noControls;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "for bisect.json and the steps' runs (default: reports/out/bisect-<of what>)")
  private @Nullable Path out;

  @Option(names = "--anew", description = "never go on with a search that is there")
  private boolean anew;

  @Option(names = "--json", description = "bisect.json on standard output, and nothing else there")
  private boolean json;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @Option(names = "--dry-run", description = "print the commits and the steps, measure nothing")
  private boolean dryRun;

  BisectCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    var here = Path.of("").toAbsolutePath();
    try {
      return searched(here).number();
    } catch (VariantException | GateFileException | RunProfileException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    } catch (NightLock.Held held) {
      streams.err().println("dyno: " + held.getMessage());
      return ExitCode.ENVIRONMENT.number();
    } catch (IOException failed) {
      throw new UsageException("cannot bisect: %s".formatted(failed.getMessage()), failed);
    }
  }

  private ExitCode searched(Path here)
      throws UsageException,
          VariantException,
          GateFileException,
          RunProfileException,
          IOException,
          NightLock.Held {
    var usual = here.resolve(GateFile.NAME);
    var policy =
        Files.exists(usual)
            ? GateFile.read(usual, LocalDate.now(ZoneOffset.UTC))
            : GateFile.usual();
    var ask = ends.ask(here);
    var fixed = threshold == null ? Optional.<Double>empty() : Optional.of(share(threshold));
    var chosen =
        profile == null ? Optional.<RunProfile>empty() : Optional.of(RunProfileFile.read(profile));
    var terms =
        new BisectTerms(
            policy,
            ask.metric(),
            chosen,
            sharing.order(),
            course.seed(),
            patience == null ? Plan.PATIENCE : Course.time("--patience", patience),
            noControls,
            ends.known());
    var budget = course.budget(LONGEST);
    try (var _ = lock(here);
        var interruption = Interruption.listen();
        var work = Work.open()) {
      var oracle = new BisectOracle(here, ask, terms, work, this::say, interruption);
      var question = question(ask, oracle);
      double first = fixed.orElseGet(() -> terms.threshold(oracle.benchmark()));
      if (dryRun) {
        new BisectText(streams.out()).plan(question, ask.bracket(), first, fixed.isPresent());
        return ExitCode.PASS;
      }
      var folder = RunFolder.writable(out == null ? usual(question) : out);
      var before = anew ? Optional.<BisectFile>empty() : before(folder, question);
      before.ifPresent(it -> say("going on after %d steps".formatted(it.steps().size())));
      var search =
          new Bisecting(
              oracle, question, ask.bracket(), fixed.isPresent(), folder, reproduce(), this::say);
      var result =
          search.run(
              before.orElseGet(() -> BisectFile.begun(question, ask.bracket(), first)),
              Instant.now().plus(budget),
              new Streams(streams.out(), quiet ? Streams.nowhere() : streams.err(), false),
              interruption);
      if (json) {
        streams.out().println(result.json());
      } else {
        new BisectText(streams.out()).result(result, folder.resolve(BisectFile.NAME));
      }
      return ExitCode.of(result.exit());
    }
  }

  private NightLock lock(Path here) throws UsageException, IOException, NightLock.Held {
    var machine = lock.machine(false);
    return NightLock.take(NightDesk.open(here).folder(), machine, Instant.now(), "dyno bisect, ");
  }

  private Question question(BisectEnds.Ask ask, BisectOracle oracle) throws UsageException {
    return new Question(
        ask.good(),
        ask.bad(),
        oracle.benchmark(),
        oracle.params(),
        ask.metric().label(),
        ask.direction(),
        words(),
        Fingerprint.of(MachineReader.read()));
  }

  /// How it is measured.
  private List<String> words() {
    var words = new ArrayList<String>();
    words.addAll(List.of("--seed", Long.toString(course.seed())));
    if (threshold != null) {
      words.addAll(List.of("--threshold", threshold));
    }
    if (profile != null) {
      words.addAll(List.of("--profile", profile));
    }
    words.addAll(sharing.words());
    if (patience != null) {
      words.addAll(List.of("--patience", patience));
    }
    if (noControls) {
      words.add("--no-controls");
    }
    return words;
  }

  private List<String> reproduce() {
    var words = new ArrayList<>(List.of("scripts/dyno", "bisect"));
    words.addAll(ends.words());
    words.addAll(words());
    return words;
  }

  private static Optional<BisectFile> before(Path folder, Question question)
      throws IOException, UsageException {
    var before = BisectFile.read(folder);
    if (before.isPresent() && !before.get().question().equals(question)) {
      throw new UsageException(
          "%s has a search for something else, or measured otherwise: give another --out, or --anew"
              .formatted(folder));
    }
    return before.map(it -> BisectFile.of(question, it.bracket(), it.threshold(), it.steps()));
  }

  /// The same for the same question, so that its search is found again.
  private static Path usual(Question question) {
    return Path.of(
        "reports",
        "out",
        "bisect-%s-%s-%08x"
            .formatted(
                question.good().substring(0, 7),
                question.bad().substring(0, 7),
                question.hashed()));
  }

  private static double share(String text) throws UsageException {
    var match = SHARE.matcher(text);
    if (!match.matches() || !(Double.parseDouble(match.group(1)) > 0)) {
      throw new UsageException("--threshold '%s' is no share: write such as 5%%".formatted(text));
    }
    return Double.parseDouble(match.group(1)) / 100;
  }

  private void say(String what) {
    if (!quiet) {
      streams.err().println(what);
    }
  }
}
