package dev.dyno.reports.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.dyno.reports.measurement.Ack;
import dev.dyno.reports.measurement.Glob;
import dev.dyno.reports.measurement.Threshold;
import dev.dyno.reports.measurement.WhenUndecided;
import dev.dyno.reports.verdict.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A project's `dyno.yaml`: how it is built, what its gate holds, and what was accepted.
///
/// ```yaml
/// build:
///   command: mvn -q -DskipTests package      # by a shell, at the top of the checkout
///   jar: target/benchmarks.jar               # may be thin: its manifest's libraries come along
/// benchmarks: org\.acme\..* size=100         # which are gated: finds 'Class.method param=value'
/// coverage: 100%                             # least share of the benchmarks that get a verdict
/// thresholds:                                # the last that matches counts
///   "*":
///     time/op: {max: 5%, undecided: warn}    # warn, fail or rerun
///   "org.acme.Parser*":
///     time/op: {max: 10%, undecided: rerun}
/// acks:
///   - {benchmark: "org.acme.ParserBenchmark.parse", metric: time/op, allow: 12%,
///      commit: 1a2b3c4, reason: checks every entry, expires: 2027-01-31}
/// alerts:                                    # who is told of what a night finds: [Alerts]
///   targets: [{webhook: env:SLACK_URL, format: slack}]
/// ```
///
/// @param build how the benchmarks' jar is built, if it says
/// @param benchmarks a regular expression of those that are gated; empty for all
/// @param thresholds built-in ones first
/// @param acks none of them expired
/// @param coverage 0 to 1
/// @param alerts of nights
public record GateFile(
    Optional<Build> build,
    Optional<String> benchmarks,
    List<Threshold> thresholds,
    List<Ack> acks,
    double coverage,
    Alerts alerts) {

  /// The file's usual name, at the top of a project.
  public static final String NAME = "dyno.yaml";

  private static final Pattern SHARE = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,6})?)\\s*%");

  public GateFile {
    thresholds = List.copyOf(thresholds);
    acks = List.copyOf(acks);
  }

  /// How the benchmarks' jar is built.
  ///
  /// @param command for a shell, at the top of the checkout
  /// @param jar that it leaves, from there
  public record Build(String command, String jar) {}

  /// What holds where a project says nothing: time and bytes at their metrics' usual thresholds.
  public static GateFile usual() {
    return new GateFile(Optional.empty(), Optional.empty(), builtIn(), List.of(), 1, Alerts.NONE);
  }

  private static List<Threshold> builtIn() {
    return List.of(Metric.TIME, Metric.BYTES).stream()
        .map(
            metric ->
                new Threshold(
                    Glob.ALL, metric.label(), metric.usualThreshold(), WhenUndecided.WARN, false))
        .toList();
  }

  /// Reads a file.
  ///
  /// @param today on which acks must still hold
  /// @throws GateFileException when it is wrong, or an ack has expired; names the line
  public static GateFile read(Path file, LocalDate today) throws GateFileException {
    try {
      return read(YamlValue.read(Files.readString(file)).asFields("the file"), today);
    } catch (YamlValue.Wrong wrong) {
      throw new GateFileException(
          "%s, line %d: %s".formatted(file, wrong.line(), wrong.getMessage()), wrong);
    } catch (JsonProcessingException wrong) {
      throw new GateFileException(
          "%s, line %d: it is no YAML: %s"
              .formatted(
                  file,
                  wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr(),
                  wrong.getOriginalMessage().lines().findFirst().orElse("")),
          wrong);
    } catch (IOException unreadable) {
      throw new GateFileException(
          "%s cannot be read (%s): name a YAML file"
              .formatted(file, unreadable.getClass().getSimpleName()),
          unreadable);
    }
  }

  private static GateFile read(YamlValue.Fields file, LocalDate today) throws YamlValue.Wrong {
    file.only(keys("build", "benchmarks", "coverage", "thresholds", "acks", "alerts"));
    Optional<Build> build = Optional.empty();
    if (file.value("build").isPresent()) {
      var fields = file.value("build").get().asFields("'build'");
      fields.only(keys("command", "jar"));
      build = Optional.of(new Build(fields.text("command").text(), fields.text("jar").text()));
    }
    double coverage = 1;
    if (file.value("coverage").isPresent()) {
      coverage = share(file.text("coverage"));
      if (coverage > 1) {
        throw new YamlValue.Wrong(file.text("coverage").line(), "coverage is at most 100%");
      }
    }
    var alerts =
        file.value("alerts").isPresent()
            ? AlertsReader.read(file.value("alerts").get())
            : Alerts.NONE;
    return new GateFile(
        build, benchmarks(file), thresholds(file), acks(file, today), coverage, alerts);
  }

  private static Optional<String> benchmarks(YamlValue.Fields file) throws YamlValue.Wrong {
    if (file.value("benchmarks").isEmpty()) {
      return Optional.empty();
    }
    var text = file.text("benchmarks");
    try {
      return Optional.of(Pattern.compile(text.text()).pattern());
    } catch (PatternSyntaxException wrong) {
      throw new YamlValue.Wrong(
          text.line(),
          "benchmarks '%s' is no regular expression: %s"
              .formatted(text.text(), wrong.getDescription()));
    }
  }

  private static List<Threshold> thresholds(YamlValue.Fields file) throws YamlValue.Wrong {
    var thresholds = new ArrayList<>(builtIn());
    if (file.value("thresholds").isEmpty()) {
      return thresholds;
    }
    var globs = file.value("thresholds").get().asFields("'thresholds'");
    for (var glob : globs.fields().entrySet()) {
      var metrics = glob.getValue().value().asFields("'%s'".formatted(glob.getKey()));
      for (var metric : metrics.fields().entrySet()) {
        int line = metric.getValue().line();
        var limits = metric.getValue().value().asFields("'%s'".formatted(metric.getKey()));
        thresholds.add(threshold(new Glob(glob.getKey()), metric(metric.getKey(), line), limits));
      }
    }
    return thresholds;
  }

  private static Threshold threshold(Glob glob, Metric metric, YamlValue.Fields limits)
      throws YamlValue.Wrong {
    limits.only(keys("max", "undecided"));
    double max =
        limits.value("max").isPresent() ? share(limits.text("max")) : metric.usualThreshold();
    var undecided =
        limits.value("undecided").isPresent()
            ? undecided(limits.text("undecided"))
            : WhenUndecided.WARN;
    return made(limits.line(), () -> new Threshold(glob, metric.label(), max, undecided, true));
  }

  private static List<Ack> acks(YamlValue.Fields file, LocalDate today) throws YamlValue.Wrong {
    var acks = new ArrayList<Ack>();
    if (file.value("acks").isEmpty()) {
      return acks;
    }
    for (var item : file.value("acks").get().asItems("'acks'").items()) {
      var fields = item.asFields("an ack");
      fields.only(keys("benchmark", "metric", "allow", "commit", "reason", "expires"));
      var metric = metric(fields.text("metric").text(), fields.text("metric").line());
      double allow = share(fields.text("allow"));
      var expires = date(fields.text("expires"));
      var benchmark = fields.text("benchmark").text();
      var commit = fields.text("commit").text();
      var reason = fields.text("reason").text();
      var ack =
          made(
              fields.line(),
              () -> new Ack(new Glob(benchmark), metric.label(), allow, commit, reason, expires));
      if (ack.expired(today)) {
        throw new YamlValue.Wrong(
            fields.text("expires").line(),
            "the ack of %s in %s (%s) expired on %s: make the benchmark cheaper again, or renew it"
                .formatted(benchmark, metric.label(), reason, expires));
      }
      acks.add(ack);
    }
    return acks;
  }

  private static Metric metric(String label, int line) throws YamlValue.Wrong {
    return Metric.named(label)
        .orElseThrow(
            () ->
                new YamlValue.Wrong(
                    line,
                    "metric '%s' is not known: use one of %s"
                        .formatted(
                            label, Arrays.stream(Metric.values()).map(Metric::label).toList())));
  }

  private static double share(YamlValue.Text text) throws YamlValue.Wrong {
    var match = SHARE.matcher(text.text());
    if (!match.matches()) {
      throw new YamlValue.Wrong(
          text.line(), "'%s' is no share: write it like 5%% or 0.5%%".formatted(text.text()));
    }
    return Double.parseDouble(match.group(1)) / 100;
  }

  private static WhenUndecided undecided(YamlValue.Text text) throws YamlValue.Wrong {
    return Arrays.stream(WhenUndecided.values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text.text()))
        .findFirst()
        .orElseThrow(
            () ->
                new YamlValue.Wrong(
                    text.line(),
                    "undecided '%s' is not known: use warn, fail or rerun".formatted(text.text())));
  }

  private static LocalDate date(YamlValue.Text text) throws YamlValue.Wrong {
    try {
      return LocalDate.parse(text.text());
    } catch (DateTimeException wrong) {
      throw new YamlValue.Wrong(
          text.line(), "'%s' is no date: write it like 2027-01-31".formatted(text.text()));
    }
  }

  private interface Maker<T> {
    T make();
  }

  /// What a record refuses is wrong in the file.
  private static <T> T made(int line, Maker<T> maker) throws YamlValue.Wrong {
    try {
      return maker.make();
    } catch (IllegalArgumentException refused) {
      throw new YamlValue.Wrong(line, String.valueOf(refused.getMessage()));
    }
  }

  private static Set<String> keys(String... keys) {
    return new LinkedHashSet<>(List.of(keys));
  }
}
