package dev.dyno.bench.cli;

import dev.dyno.reports.history.Findings;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryLines;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.KnownFinding;
import dev.dyno.reports.history.Series;
import dev.dyno.reports.history.StoredAck;
import dev.dyno.reports.history.StoredRun;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.verdict.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dyno history`: what was measured before, and where it changed.
@Command(
    name = "history",
    description = {
      "Keeps runs, and says where their series change.",
      "The history is a file of SQLite, or a PostgreSQL that many machines share."
    },
    mixinStandardHelpOptions = true)
final class HistoryCommand {
  private static final String LINES = ".jsonl";

  private final Streams streams;

  @Option(
      names = "--history",
      scope = CommandLine.ScopeType.INHERIT,
      paramLabel = "FILE|JDBC-URL",
      description =
          "a file of SQLite or jdbc:postgresql:… (default: the variable DYNO_HISTORY, else .dyno/history.db)",
      defaultValue = "${env:DYNO_HISTORY:-.dyno/history.db}")
  private String history = "";

  HistoryCommand(Streams streams) {
    this.streams = streams;
  }

  @Command(
      name = "import",
      description = {
        "Stores runs: what an interrupted run left counts as far as it went.",
        "A run that is there already is left as it is."
      },
      mixinStandardHelpOptions = true)
  int importing(
      @Parameters(
              paramLabel = "RUN",
              arity = "1..*",
              description = "a run's folder, its measurement.json, or an export (FILE.jsonl)")
          List<Path> runs)
      throws UsageException {
    var read = new ArrayList<StoredRun>();
    for (var run : runs) { // all of them, before the first is stored
      read.addAll(read(run));
    }
    try {
      var store = HistoryStore.open(history);
      int stored = 0;
      for (var run : read) {
        stored += store.append(run) ? 1 : 0;
      }
      streams.out().printf("%d stored, %d were there already%n", stored, read.size() - stored);
      return ExitCode.PASS.number();
    } catch (HistoryException failed) {
      throw told(failed);
    }
  }

  @Command(
      name = "list",
      description = "Every series, how it stands, and where it changed.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--reading",
              description =
                  "what is followed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
              defaultValue = "EFFECT")
          Series.Reading reading)
      throws UsageException {
    var findings = Findings.of(all(), reading);
    var text = new HistoryText(streams.out(), reading);
    text.list(findings);
    text.open(open());
    text.acks(acks(), LocalDate.now(ZoneOffset.UTC));
    return ExitCode.PASS.number();
  }

  @Command(
      name = "show",
      description = "Every run of the series that match, level by level.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(
              paramLabel = "REGEX",
              description = "of 'Class.method param=value, toggle, metric'")
          String wanted,
      @Option(
              names = "--reading",
              description =
                  "what is followed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
              defaultValue = "EFFECT")
          Series.Reading reading)
      throws UsageException {
    var matching = Matching.of("REGEX", wanted);
    var series = all().stream().filter(it -> matching.test(it.key().title())).toList();
    if (series.isEmpty()) {
      throw new UsageException(
          "no series matches '%s': dyno history list shows all".formatted(wanted));
    }
    new HistoryText(streams.out(), reading).show(Findings.of(series, reading));
    return ExitCode.PASS.number();
  }

  @Command(
      name = "ack",
      description = {
        "Accepts what a night finds in the series that match: until a date, nobody is told of it,",
        "and no night fails by it. What was told already is told to be accepted by the next night."
      },
      mixinStandardHelpOptions = true)
  int ack(
      @Parameters(
              paramLabel = "SERIES-REGEX",
              description = "of 'Class.method param=value, toggle, metric'")
          String wanted,
      @Option(names = "--reason", required = true, description = "why it is worth it")
          String reason,
      @Option(
              names = "--until",
              paramLabel = "DATE",
              required = true,
              description = "the last day on which it counts, such as 2027-01-31")
          LocalDate until,
      @Option(
              names = "--by",
              paramLabel = "NAME",
              description = "who accepts it (default: ${DEFAULT-VALUE})",
              defaultValue = "${sys:user.name}")
          String by)
      throws UsageException {
    var matching = Matching.of("SERIES-REGEX", wanted);
    var titles = all().stream().map(it -> it.key().title()).filter(matching).distinct().toList();
    if (titles.isEmpty()) {
      throw new UsageException(
          "no series matches '%s': dyno history list shows all".formatted(wanted));
    }
    if (until.isBefore(LocalDate.now(ZoneOffset.UTC))) {
      throw new UsageException("--until %s is over: it would accept nothing".formatted(until));
    }
    try {
      var id = UUID.randomUUID().toString();
      HistoryStore.open(history)
          .accept(new StoredAck(id, wanted, reason, by, Instant.now(), until));
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    } catch (HistoryException failed) {
      throw told(failed);
    }
    titles.forEach(title -> streams.out().printf("accepted until %s: %s%n", until, title));
    return ExitCode.PASS.number();
  }

  private List<KnownFinding> open() throws UsageException {
    try {
      return HistoryStore.open(history).findings();
    } catch (HistoryException failed) {
      throw told(failed);
    }
  }

  private List<StoredAck> acks() throws UsageException {
    try {
      return HistoryStore.open(history).acks();
    } catch (HistoryException failed) {
      throw told(failed);
    }
  }

  @Command(
      name = "export",
      description = "All runs, one JSON object a line, for dyno history import elsewhere.",
      mixinStandardHelpOptions = true)
  int export() throws UsageException {
    try {
      var store = HistoryStore.open(history);
      for (var id : store.runs(Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE))) {
        store.run(id).map(HistoryLines::of).ifPresent(streams.out()::println);
      }
      return ExitCode.PASS.number();
    } catch (HistoryException failed) {
      throw told(failed);
    }
  }

  @Command(
      name = "prune",
      description = "Forgets runs that are older than a number of days.",
      mixinStandardHelpOptions = true)
  int prune(
      @Option(names = "--keep", paramLabel = "DAYS", required = true, description = "1 or more")
          int days)
      throws UsageException {
    if (days < 1) {
      throw new UsageException("--keep %d: keep 1 day or more".formatted(days));
    }
    try {
      int gone = HistoryStore.open(history).prune(Instant.now().minus(Duration.ofDays(days)));
      streams.out().printf("%d forgotten%n", gone);
      return ExitCode.PASS.number();
    } catch (HistoryException failed) {
      throw told(failed);
    }
  }

  private List<Series> all() throws UsageException {
    try {
      return HistoryStore.open(history).series();
    } catch (HistoryException failed) {
      throw told(failed);
    }
  }

  private static List<StoredRun> read(Path run) throws UsageException {
    try {
      return run.toString().endsWith(LINES) ? lines(run) : List.of(measured(run));
    } catch (IOException | HistoryException wrong) {
      throw new UsageException("%s cannot be stored: %s".formatted(run, wrong.getMessage()), wrong);
    }
  }

  private static StoredRun measured(Path run) throws IOException {
    var file = Files.isDirectory(run) ? run.resolve(MeasurementFile.NAME) : run;
    return StoredRun.of(Judged.of(MeasurementFile.read(file)));
  }

  private static List<StoredRun> lines(Path file) throws IOException, HistoryException {
    var runs = new ArrayList<StoredRun>();
    for (var line : Files.readAllLines(file)) {
      runs.add(HistoryLines.read(line));
    }
    return runs;
  }

  private static UsageException told(HistoryException failed) {
    return new UsageException(String.valueOf(failed.getMessage()), failed);
  }
}
