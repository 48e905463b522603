package dev.dyno.bench.cli;

import dev.dyno.bench.bisect.Answer.Direction;
import dev.dyno.bench.bisect.Bracket;
import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.variant.Commits;
import dev.dyno.bench.variant.VariantException;
import dev.dyno.reports.history.Fingerprint;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.measurement.Qualified;
import dev.dyno.reports.verdict.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Between which commits what is looked for: as somebody says, or as the history found it.
final class BisectEnds {

  @Option(
      names = "--good",
      paramLabel = "REF",
      description = "a commit without the change; every other one is held against it")
  private @Nullable String good;

  @Option(
      names = "--bad",
      paramLabel = "REF",
      description = "a later commit that shows the change (default: HEAD)")
  private @Nullable String bad;

  @Option(
      names = "--finding",
      paramLabel = "ID|REGEX",
      description =
          "takes ends, benchmark, metric and direction from the history: a finding's id, or what"
              + " matches one series that changed (dyno history list)")
  private @Nullable String finding;

  @Option(
      names = "--benchmark",
      paramLabel = "REGEX",
      description = "of 'Class.method param=value'; exactly one must match")
  private @Nullable String benchmark;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "time/op, cpu/op, B/op, p99, warm-up (default: time/op)")
  private @Nullable String metric;

  @Option(
      names = "--direction",
      paramLabel = "WAY",
      description = "${COMPLETION-CANDIDATES}: which way the change goes (default: dearer)")
  private @Nullable Direction direction;

  @Option(
      names = "--history",
      paramLabel = "FILE|JDBC-URL",
      description =
          "a file of SQLite or jdbc:postgresql:… (default: the variable DYNO_HISTORY, else .dyno/history.db)",
      defaultValue = "${env:DYNO_HISTORY:-.dyno/history.db}")
  private String history = ".dyno/history.db";

  /// What is looked for.
  ///
  /// @param good full hash
  /// @param bad full hash
  /// @param wanted of 'Class.method param=value'
  /// @param told the same for people
  record Ask(
      String good,
      String bad,
      Bracket bracket,
      Predicate<String> wanted,
      String told,
      Metric metric,
      Direction direction) {}

  Ask ask(Path here) throws UsageException, VariantException {
    if (finding != null) {
      if (good != null || bad != null || benchmark != null || metric != null || direction != null) {
        throw new UsageException(
            "--finding says it all: leave --good, --bad, --benchmark, --metric and --direction out");
      }
      var found = BisectFinding.of(store(), finding);
      return ask(
          here,
          found.before(),
          found.since(),
          found.wanted()::equals,
          found.wanted(),
          metric(found.metric()),
          found.change() > 0 ? Direction.DEARER : Direction.CHEAPER);
    }
    if (good == null || benchmark == null) {
      throw new UsageException(
          "give --good and --benchmark, or --finding: from where, and for what, is it to search?");
    }
    return ask(
        here,
        good,
        bad == null ? "HEAD" : bad,
        Matching.of("--benchmark", benchmark),
        benchmark,
        metric(metric == null ? Metric.TIME.label() : metric),
        direction == null ? Direction.DEARER : direction);
  }

  private static Ask ask(
      Path here,
      String good,
      String bad,
      Predicate<String> wanted,
      String told,
      Metric metric,
      Direction direction)
      throws UsageException, VariantException {
    var commits = new Commits(here);
    var from = commit(commits, good);
    var to = commit(commits, bad);
    var between =
        commits.between(from, to).stream()
            .map(it -> new Bracket.Commit(it.hash(), it.parents(), it.subject()))
            .toList();
    if (between.isEmpty()) {
      throw new UsageException(
          "%s and %s are the same commit: there is nothing between them".formatted(good, bad));
    }
    return new Ask(from, to, new Bracket(between), wanted, told, metric, direction);
  }

  private static String commit(Commits commits, String ref) throws UsageException {
    return commits
        .named(ref)
        .orElseThrow(
            () ->
                new UsageException(
                    "'%s' is no commit that git knows here: fetch it, or name another"
                        .formatted(ref)));
  }

  private static Metric metric(String label) throws UsageException {
    return Metric.named(label)
        .orElseThrow(
            () ->
                new UsageException(
                    "--metric '%s' is not known: choose from time/op, cpu/op, B/op, p99, warm-up"
                        .formatted(label)));
  }

  /// What the history knows of this machine; empty where there is none.
  Optional<Qualified> known() throws UsageException {
    if (!history.startsWith("jdbc:") && !Files.exists(Path.of(history))) {
      return Optional.empty();
    }
    try {
      return store().qualified(Fingerprint.of(MachineReader.read()));
    } catch (HistoryException failed) {
      throw new UsageException(String.valueOf(failed.getMessage()), failed);
    }
  }

  private HistoryStore store() throws UsageException {
    try {
      return HistoryStore.open(history);
    } catch (HistoryException failed) {
      throw new UsageException(String.valueOf(failed.getMessage()), failed);
    }
  }

  /// As a command line says it.
  List<String> words() {
    var words = new ArrayList<String>();
    add(words, "--good", good);
    add(words, "--bad", bad);
    add(words, "--finding", finding);
    add(words, "--benchmark", benchmark);
    add(words, "--metric", metric);
    add(words, "--direction", direction == null ? null : direction.name().toLowerCase(Locale.ROOT));
    return words;
  }

  private static void add(List<String> words, String option, @Nullable String value) {
    if (value != null) {
      words.addAll(List.of(option, value));
    }
  }
}
