package dev.dyno.profiles.junit;

import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs all tests with the tag `jfr`, those that make or read a recording of JFR, many times over
/// in one JVM, and counts false failures: a program, for `scripts/jfr-rounds`. When it is stopped,
/// it tells how far it came.
final class Rounds implements TestExecutionListener {

  private final PrintStream out;
  private final int rounds;
  private final String classes;
  private final String lane;
  private final long began = System.nanoTime();
  private final List<String> failures = new ArrayList<>();
  private final Map<String, Long> starts = new TreeMap<>();
  private final Map<String, Long> millis = new TreeMap<>();
  private int passed;
  private long tests;
  private boolean over;

  private Rounds(PrintStream out, int rounds, String classes, String lane) {
    this.out = out;
    this.rounds = rounds;
    this.classes = classes;
    this.lane = lane;
  }

  /// @param words how many rounds, a regular expression of the test classes to run, and what its
  ///     lines begin with
  public static void main(String[] words) {
    var all = new Rounds(System.out, Integer.parseInt(words[0]), words[1], words[2]);
    Runtime.getRuntime().addShutdownHook(new Thread(all::tell));
    all.run();
    System.exit(all.clean() ? 0 : 1);
  }

  private void run() {
    var launcher = LauncherFactory.create();
    for (int round = 1; round <= rounds; round++) {
      launcher.execute(jfrTests(), this);
      ended(round);
    }
  }

  private synchronized void ended(int round) {
    passed = round;
    var took = Duration.ofNanos(System.nanoTime() - began);
    out.printf(
        "%s: round %d of %d: %,d executions so far, %d failed; %s, about %s left%n",
        lane, round, rounds, tests, failures.size(), words(took), words(left(took, round)));
  }

  private Duration left(Duration took, int round) {
    return took.multipliedBy(rounds - round).dividedBy(round);
  }

  private static String words(Duration time) {
    return "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
  }

  /// All but the inner tests that are run by others, to see them fail. Without pages of the outer
  /// tests: those that test pages ask for their own.
  private LauncherDiscoveryRequest jfrTests() {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectPackage("dev.dyno.profiles"))
        .filters(
            TagFilter.includeTags("jfr"),
            includeClassNamePatterns(classes),
            excludeClassNamePatterns(".*\\$.*"))
        .configurationParameter(Notebook.ENABLED, "false")
        .build();
  }

  @Override
  public synchronized void executionStarted(TestIdentifier test) {
    starts.put(test.getUniqueId(), System.nanoTime());
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      tests++;
      long took = System.nanoTime() - starts.getOrDefault(test.getUniqueId(), System.nanoTime());
      millis.merge(
          test.getUniqueId().replaceAll("^.*\\[class:([^]]*)].*$", "$1"),
          took / 1_000_000,
          Long::sum);
    }
    if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
      var why = result.getThrowable().map(Throwable::toString).orElse("aborted");
      failures.add("round %d: %s: %s".formatted(passed + 1, test.getUniqueId(), why));
      out.println(failures.getLast());
      result.getThrowable().ifPresent(each -> each.printStackTrace(out));
    }
  }

  private synchronized boolean clean() {
    return tests > 0 && failures.isEmpty();
  }

  /// The last words, once, whether it ended or was stopped; in short for the script, too.
  private synchronized void tell() {
    if (over) {
      return;
    }
    over = true;
    millis.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            each -> out.printf("%s: %,9.1f s  %s%n", lane, each.getValue() / 1e3, each.getKey()));
    failures.forEach(out::println);
    out.printf(
        "%s: %d of %d rounds, %,d executions, %d failed%s%n",
        lane,
        passed,
        rounds,
        tests,
        failures.size(),
        passed < rounds ? "; stopped before its end" : "");
    out.flush();
    try {
      Files.writeString(
          Path.of("target", "rounds"),
          "%d %d %d %d%n".formatted(passed, rounds, tests, failures.size()));
    } catch (IOException noRoom) {
      out.println("the sum will lack this lane: " + noRoom);
    }
  }
}
