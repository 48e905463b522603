package dev.dyno.profiles.junit;

import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.PackageNameFilter.excludePackageNames;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs all JFR tests of the kit many times over in one JVM, and counts false failures: a program,
/// for `scripts/jfr-rounds`.
final class Rounds implements TestExecutionListener {

  private final PrintStream out;
  private final String classes;
  private final List<String> failures = new ArrayList<>();
  private int round;
  private long tests;

  private Rounds(PrintStream out, String classes) {
    this.out = out;
    this.classes = classes;
  }

  /// @param words how many rounds, and a regular expression of the test classes to run
  public static void main(String[] words) {
    int rounds = Integer.parseInt(words[0]);
    System.exit(new Rounds(System.out, words[1]).run(rounds) ? 0 : 1);
  }

  private boolean run(int rounds) {
    var launcher = LauncherFactory.create();
    for (round = 1; round <= rounds; round++) {
      launcher.execute(jfrTests(), this);
      out.printf(
          "round %d of %d: %,d tests so far, %d failed%n", round, rounds, tests, failures.size());
    }
    failures.forEach(out::println);
    return tests > 0 && failures.isEmpty();
  }

  /// All but packages that neither record nor read a recording, what builds a project of its own,
  /// and the inner tests that are run by others to see them fail.
  private LauncherDiscoveryRequest jfrTests() {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectPackage("dev.dyno.profiles"))
        .filters(
            excludePackageNames(
                "dev.dyno.profiles.budget",
                "dev.dyno.profiles.layout",
                "dev.dyno.profiles.sampler"),
            includeClassNamePatterns(classes),
            excludeClassNamePatterns(".*\\$.*", ".*\\.ThrowAwayProjectTest"))
        .build();
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      tests++;
    }
    if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
      var why = result.getThrowable().map(Throwable::toString).orElse("aborted");
      failures.add("round %d: %s: %s".formatted(round, test.getUniqueId(), why));
      out.println(failures.getLast());
      result.getThrowable().ifPresent(each -> each.printStackTrace(out));
    }
  }
}
