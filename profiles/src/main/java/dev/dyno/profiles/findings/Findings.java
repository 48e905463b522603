package dev.dyno.profiles.findings;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.jfr.Configuration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.ResultToolkit;
import org.openjdk.jmc.flightrecorder.rules.RuleRegistry;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/// What all rules together say about one recording.
///
/// @param all warnings first, then by score, the highest first; without what is told as noise,
///     without what only speaks of the recording, and without rules about secrets, which quote
///     them
/// @param noise what else ran on the machine
/// @param judged rules that had what they need; the others want events that were not recorded
/// @param rules that there are
public record Findings(List<Finding> all, Noise noise, int judged, int rules) {

  private static final long MOST_SECONDS = 120;
  private static final String COMPARE_CPU = "CompareCpu";

  /// The name by which the rule gives the part of the others.
  private static final String OTHERS = "avgCpuLoad";

  /// "Fatal errors" is every JVM's end, orderly ones too.
  private static final List<String> LEFT_OUT =
      List.of(
          COMPARE_CPU,
          "StackdepthSetting",
          "Fatal Errors",
          "PasswordsInArguments",
          "PasswordsInEnvironment",
          "PasswordsInSystemProperties",
          "OverAggressiveRecordingSetting");

  private static final Comparator<Finding> MOST_STRIKING =
      Comparator.comparing(Finding::weight)
          .thenComparingDouble(Finding::score)
          .reversed()
          .thenComparing(Finding::rule);

  public Findings {
    all = all.stream().sorted(MOST_STRIKING).toList();
  }

  /// Runs every rule over a recording; about a second and, for its events, some memory.
  ///
  /// @param recording that its JVM has finished
  /// @throws IOException when it is none or was cut off, or the rules do not come to an end
  public static Findings of(Path recording) throws IOException {
    if (!Files.isRegularFile(recording)) {
      throw new IOException("there is no recording " + recording);
    }
    var results = results(recording.toFile());
    var found = new ArrayList<Finding>();
    int judged = 0;
    Noise noise = new Noise.Unknown("JMC has no rule " + COMPARE_CPU);
    for (var result : results) {
      if (result.getSeverity() != Severity.NA) {
        judged++;
      }
      if (result.getRule().getId().equals(COMPARE_CPU)) {
        noise = noise(result);
      }
      finding(result).ifPresent(found::add);
    }
    return new Findings(found, noise, judged, results.size());
  }

  /// The settings of a recording that the rules can do most with, as a `.jfc` file: the JDK's own
  /// `profile`, with the load of the machine ten times a second.
  ///
  /// @throws IOException when this JDK has no such settings
  public static String settings() throws IOException {
    var events = new TreeMap<String, StringBuilder>();
    var settings = new TreeMap<>(profile());
    settings.put("jdk.CPULoad#period", "100 ms");
    settings.forEach(
        (key, value) -> {
          int mark = key.indexOf('#');
          events
              .computeIfAbsent(key.substring(0, mark), _ -> new StringBuilder())
              .append(
                  "    <setting name=\"%s\">%s</setting>\n"
                      .formatted(
                          key.substring(mark + 1),
                          value.replace("&", "&amp;").replace("<", "&lt;")));
        });
    var text = new StringBuilder("<configuration version=\"2.0\" label=\"Dyno findings\">\n");
    events.forEach(
        (event, its) -> text.append("  <event name=\"%s\">\n%s  </event>\n".formatted(event, its)));
    return text.append("</configuration>\n").toString();
  }

  private static Map<String, String> profile() throws IOException {
    try {
      return Configuration.getConfiguration("profile").getSettings();
    } catch (ParseException wrong) {
      throw new IOException("this JDK's profile.jfc cannot be read: " + wrong.getMessage(), wrong);
    }
  }

  private static List<IResult> results(File recording) throws IOException {
    var results = new ArrayList<IResult>();
    var logger = Logger.getLogger("org.openjdk.jmc");
    var level = logger.getLevel();
    logger.setLevel(Level.SEVERE); // it minds fields that are newer than JMC
    try {
      var events = JfrLoaderToolkit.loadEvents(recording);
      var running = RulesToolkit.evaluateParallel(RuleRegistry.getRules(), events, null, 1);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
      for (var each : running.entrySet()) {
        result(each.getKey(), each.getValue(), end - System.nanoTime()).ifPresent(results::add);
      }
      return results;
    } catch (CouldNotLoadRecordingException | RuntimeException broken) {
      throw new IOException(
          "%s is no whole recording: %s".formatted(recording, broken.getMessage()), broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while JMC's rules ran", interrupted);
    } finally {
      logger.setLevel(level);
    }
  }

  /// @return empty when the rule itself failed: one heuristic less, no fault of the recording
  private static Optional<IResult> result(IRule rule, Future<IResult> running, long nanos)
      throws IOException, InterruptedException {
    try {
      return Optional.ofNullable(running.get(Math.max(1, nanos), TimeUnit.NANOSECONDS));
    } catch (ExecutionException ruleFailed) {
      return Optional.empty();
    } catch (TimeoutException late) {
      throw new IOException(
          "JMC's rules were not done after %d s, at %s".formatted(MOST_SECONDS, rule.getId()),
          late);
    }
  }

  private static Optional<Finding> finding(IResult result) {
    var severity = result.getSeverity();
    if ((severity != Severity.INFO && severity != Severity.WARNING)
        || LEFT_OUT.contains(result.getRule().getId())) {
      return Optional.empty();
    }
    var score = result.getResult(TypedResult.SCORE);
    return Optional.of(
        new Finding(
            result.getRule().getId(),
            result.getRule().getName(),
            severity == Severity.WARNING ? Finding.Weight.WARNING : Finding.Weight.NOTE,
            score == null ? 0 : Math.clamp(score.doubleValue(), 0, 100),
            text(result, result.getSummary()),
            text(result, result.getExplanation()),
            text(result, result.getSolution())));
  }

  /// The rules quote values with two apostrophes, and separate paragraphs by line breaks.
  private static String text(IResult result, @Nullable String template) {
    var text = template == null ? null : ResultToolkit.populateMessage(result, template, false);
    return text == null ? "" : text.replace("''", "'").strip();
  }

  private static Noise noise(IResult result) {
    return switch (result.getSeverity()) {
      case OK, IGNORE -> new Noise.Quiet();
      case NA ->
          new Noise.Unknown("the recording holds too few measurements of the machine's load");
      case INFO, WARNING ->
          others(result)
              .<Noise>map(Noise.Busy::new)
              .orElseGet(() -> new Noise.Unknown("the rule gave no number"));
    };
  }

  private static Optional<Double> others(IResult result) {
    for (var each : result.getRule().getResults()) {
      if (each.getIdentifier().equals(OTHERS) && result.getResult(each) instanceof IQuantity part) {
        double others = part.doubleValueIn(UnitLookup.PERCENT_UNITY);
        return others > 0 ? Optional.of(Math.min(1, others)) : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
