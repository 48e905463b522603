package dev.dyno.bench.cli;

import dev.dyno.bench.alert.AlertException;
import dev.dyno.bench.alert.Couriers;
import dev.dyno.bench.nightly.Night;
import dev.dyno.bench.nightly.NightDesk;
import dev.dyno.bench.nightly.NightFolder;
import dev.dyno.bench.nightly.NightLock;
import dev.dyno.profiles.run.RunProfileException;
import dev.dyno.profiles.run.RunProfileFile;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.policy.GateFile;
import dev.dyno.reports.policy.GateFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dyno nightly`: what a team leaves running for years.
@Command(
    name = "nightly",
    description = {
      "Measures, remembers, notices, tells: gates the commit against the last good night's, compares"
          + " the toggles, appends to the history, finds where series change, sends the alerts of"
          + " dyno.yaml, writes index.html, summary.md and nightly.json.",
      "A night that was killed goes on where it was; two never overlap on a machine.",
      "With --shard, several machines share one night: gate and comparison are split, the matrix is"
          + " measured by the first, each machine qualifies itself, and a commit is good when every"
          + " shard found it so.",
      "Exit codes: 0 passed, 2 usage or build, 3 regressed or a new change for the worse, 4 undecided"
          + " where that fails, 5 too little judged, 6 environment invalid (another night is"
          + " running, the history went away), 7 a benchmark crashed."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class NightlyCommand implements Callable<Integer> {

  private static final Duration BUDGET = Duration.ofHours(12);

  private final Streams streams;

  @Mixin private NightOptions options = new NightOptions();

  @Mixin private Course course = new Course();

  @Mixin private ShardOptions shards = new ShardOptions();

  @Mixin private LockOption lock = new LockOption();

  @Option(
      names = "--resume",
      description =
          "go on with the night that was not finished, however old (default: when it is of the same"
              + " commit and less than a day old)")
  private boolean resume;

  @Option(names = "--anew", description = "never go on: keep what is whole, and begin a new night")
  private boolean anew;

  @Option(
      names = "--deliver",
      description = "measure nothing: send what waits, such as alerts after the quiet hours")
  private boolean deliver;

  @Option(
      names = "--history",
      paramLabel = "FILE|JDBC-URL",
      description =
          "a file of SQLite or jdbc:postgresql:… (default: the variable DYNO_HISTORY, else .dyno/history.db)",
      defaultValue = "${env:DYNO_HISTORY:-.dyno/history.db}")
  private String history = ".dyno/history.db";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "for the night's files (default: reports/out/<time>-nightly)")
  private @Nullable Path out;

  @Option(names = "--json", description = "nightly.json on standard output, and nothing else there")
  private boolean json;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @Option(names = "--dry-run", description = "print the plan, measure nothing")
  private boolean dryRun;

  NightlyCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    if (resume && anew) {
      throw new UsageException("--resume and --anew contradict each other: give one of them");
    }
    var project = Path.of("").toAbsolutePath();
    var budget = course.budget(BUDGET);
    try {
      RunProfileFile.read(options.profile()); // complains before anything is begun
      var policy = policy(project);
      var couriers =
          Couriers.of(
              policy.map(GateFile::alerts).orElse(GateFile.usual().alerts()),
              project,
              System.getenv(),
              Clock.systemUTC());
      var store = HistoryStore.open(history);
      store.checkWritable();
      var planning =
          new NightPlanning(
              project,
              policy,
              store,
              options,
              course.seed(),
              Clock.systemUTC(),
              shards.night(),
              shards.words(),
              dryRun);
      if (dryRun) {
        planning.print(planning.plan(), streams.out());
        return ExitCode.PASS.number();
      }
      var machine = lock.machine(shards.asked());
      var desk = NightDesk.open(project);
      var now = Clock.systemUTC().instant();
      try (var held =
          deliver
              ? NightLock.ofProject(desk.folder(), now)
              : NightLock.take(desk.folder(), machine, now, "")) {
        var telling = new NightTelling(streams, json, quiet);
        held.dead().ifPresent(who -> telling.say("the night of %s died".formatted(who)));
        var ending = new NightEnding(desk, store, couriers, policy.map(GateFile::acks), telling);
        return night(planning, desk, ending, telling, budget);
      } catch (NightLock.Held other) {
        streams.err().println("dyno: " + other.getMessage());
        return ExitCode.ENVIRONMENT.number();
      }
    } catch (RunProfileException | GateFileException | AlertException | HistoryException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    } catch (IOException failed) {
      streams
          .err()
          .printf("dyno: the night cannot go on: %s; what is whole is kept%n", failed.getMessage());
      return ExitCode.ENVIRONMENT.number();
    }
  }

  private int night(
      NightPlanning planning,
      NightDesk desk,
      NightEnding ending,
      NightTelling telling,
      Duration budget)
      throws IOException, UsageException, InterruptedException {
    try (var interruption = Interruption.listen()) {
      ending.sendKept();
      if (deliver) {
        telling.delivered(ending.deliver());
        return ExitCode.PASS.number();
      }
      var folder = goingOn(planning, desk, ending, telling);
      if (folder.isEmpty()) {
        folder = Optional.of(begun(planning, desk));
      }
      var night = folder.get().plan().orElseThrow();
      var own = folder.get().folder();
      var run =
          new NightRun(
              streams, night, folder.get(), budget, telling, interruption, () -> history(own));
      var whole = run.run();
      if (!whole) {
        telling.say("interrupted: the next dyno nightly goes on where this one was");
        return ExitCode.NOTHING_MEASURED.number();
      }
      var result = ending.end(night, folder.get());
      telling.result(result, folder.get().folder());
      return result.night().exit();
    }
  }

  /// Where a phase finds what is known of the machine; with a password, perhaps. A history that is
  /// gone costs no phase: it knows nothing then. Shards of a night cannot do without.
  private List<String> history(Path night) {
    boolean there = shards.asked() || answers();
    return List.of("--history", there ? history : night.resolve("no-history.db").toString());
  }

  private boolean answers() {
    try {
      HistoryStore.open(history);
      return true;
    } catch (HistoryException gone) {
      return false; // the night's end tells, and keeps what was measured
    }
  }

  private Optional<NightFolder> goingOn(
      NightPlanning planning, NightDesk desk, NightEnding ending, NightTelling telling)
      throws IOException, UsageException, InterruptedException {
    var current = desk.current();
    var night = current.isPresent() ? current.get().plan() : Optional.<Night>empty();
    if (current.isEmpty() || night.isEmpty()) {
      if (resume) {
        throw new UsageException("--resume: no night was left unfinished here");
      }
      return Optional.empty();
    }
    if (resume || (!anew && planning.goesOn(night.get()))) {
      telling.say(
          "going on with the night of %s in %s"
              .formatted(night.get().startedAt(), current.get().folder()));
      return current;
    }
    telling.say(
        "the night of %s was not finished: what is whole of it is kept"
            .formatted(night.get().startedAt()));
    ending.end(night.get(), current.get());
    return Optional.empty();
  }

  private NightFolder begun(NightPlanning planning, NightDesk desk)
      throws IOException, UsageException {
    var night = planning.plan();
    planning.check(night);
    var folder =
        new NightFolder(RunFolder.open(out == null ? RunFolder.usual("nightly") : out).folder());
    folder.clear();
    folder.plan(night);
    desk.begin(folder);
    return folder;
  }

  private static Optional<GateFile> policy(Path project) throws GateFileException {
    var file = project.resolve(GateFile.NAME);
    return Files.exists(file)
        ? Optional.of(GateFile.read(file, LocalDate.now(ZoneOffset.UTC)))
        : Optional.empty();
  }
}
