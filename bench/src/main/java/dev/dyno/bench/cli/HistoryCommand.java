package dev.dyno.bench.cli;

import dev.dyno.reports.exchange.RunsCsv;
import dev.dyno.reports.history.Findings;
import dev.dyno.reports.history.HistoryEntry;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryLines;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.KnownFinding;
import dev.dyno.reports.history.Series;
import dev.dyno.reports.history.StoredAck;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
        "Stores runs, and all else that a history exports: what an interrupted run left counts as far"
            + " as it went.",
        "What a file is, it says by itself: a measurement, an export (JSON lines or CSV), or what JMH"
            + " writes by -rf json or -rf csv. JMH's scores have no pairs: they are followed, each"
            + " against the first of its series, and never get a verdict.",
        "A run that is there already is left as it is. When anything is wrong, nothing is stored."
      },
      mixinStandardHelpOptions = true)
  int importing(
      @Parameters(
              paramLabel = "RUN",
              arity = "1..*",
              description = "a run's folder, its measurement.json, an export, or JMH's JSON or CSV")
          List<Path> runs,
      @Mixin HistoryImport importing)
      throws UsageException {
    var read = importing.read(runs); // all of them, before the first is stored
    try {
      var store = HistoryStore.open(history);
      var stored = read.stored(store);
      int fresh = store.take(stored);
      read.leftOut().forEach(streams.err()::println);
      streams.out().printf("%d stored, %d were there already%n", fresh, stored.size() - fresh);
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
      description = {
        "All that a history keeps, for dyno history import elsewhere, or for other programs.",
        "Messages that were not sent yet are sent by whoever has them: use one of the two from then"
            + " on."
      },
      mixinStandardHelpOptions = true)
  int export(
      @Option(
              names = "--format",
              description =
                  "JSONL, an object each: runs with all of it, nights, findings, messages, acks and"
                      + " comparisons of the same code; or CSV, a line for each run's comparison and"
                      + " metric, without exact counts (default: ${DEFAULT-VALUE})",
              defaultValue = "JSONL")
          Format format)
      throws UsageException {
    try {
      var store = HistoryStore.open(history);
      if (format == Format.CSV) {
        streams.out().println(RunsCsv.header());
      }
      store.give(entry -> lines(format, entry).forEach(streams.out()::println));
      return ExitCode.PASS.number();
    } catch (HistoryException failed) {
      throw told(failed);
    }
  }

  private static List<String> lines(Format format, HistoryEntry entry) {
    return switch (format) {
      case JSONL -> List.of(HistoryLines.of(entry));
      case CSV ->
          entry instanceof HistoryEntry.Run(var run) ? RunsCsv.lines(run) : List.<String>of();
    };
  }

  /// Of an export.
  enum Format {
    JSONL,
    CSV
  }

  @Command(
      name = "prune",
      description = {
        "Forgets runs that none of these keeps, for each machine and command by themselves.",
        "Never the last run of a series, nor what a finding needs that is open or accepted."
      },
      mixinStandardHelpOptions = true)
  int prune(@Mixin HistoryRetention keeping) throws UsageException {
    var retention = keeping.retention(Instant.now());
    var today = LocalDate.now(ZoneOffset.UTC);
    try {
      var store = HistoryStore.open(history);
      var pruned =
          keeping.dryRun() ? store.pruned(retention, today) : store.prune(retention, today);
      new HistoryText(streams.out(), Series.Reading.EFFECT).pruned(pruned, keeping.dryRun());
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

  private static UsageException told(HistoryException failed) {
    return new UsageException(String.valueOf(failed.getMessage()), failed);
  }
}
