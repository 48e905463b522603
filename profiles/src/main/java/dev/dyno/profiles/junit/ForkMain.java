package dev.dyno.profiles.junit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherConstants;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs one test in a fork: `ForkMain <unique id> <result file>`.
final class ForkMain {

  /// The system property that says so.
  static final String HERE = "dev.dyno.profiles.fork";

  /// For threads that are about to end when the test does.
  private static final Duration GRACE = Duration.ofSeconds(2);

  private ForkMain() {}

  /// Whether this JVM is a fork.
  static boolean here() {
    return Boolean.getBoolean(HERE);
  }

  public static void main(String[] args) throws IOException {
    var outcome = new Outcome();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectUniqueId(args[0]))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .configurationParameter(LauncherConstants.STDOUT_REPORT_ENTRY_KEY, "false")
            .build();
    try (var session = LauncherFactory.openSession()) {
      session.getLauncher().execute(request, outcome);
    }
    var failures = new ArrayList<>(outcome.failures(args[0]));
    var left = leftBehind();
    left.ifPresent(failures::add);
    ForkResult.write(Path.of(args[1]), failures);
    if (left.isPresent()) {
      Runtime.getRuntime().exit(0); // shuts down in order, so that JFR writes its file
    }
  }

  /// A thread that is no daemon and does not end soon would keep this JVM alive for ever.
  private static Optional<Throwable> leftBehind() {
    long end = System.nanoTime() + GRACE.toNanos();
    for (var thread : Thread.getAllStackTraces().keySet()) {
      if (thread != Thread.currentThread() && !thread.isDaemon() && !ended(thread, end)) {
        var left =
            new AssertionError(
                "the test left thread '%s' behind, which is no daemon and runs on"
                    .formatted(thread.getName()));
        left.setStackTrace(thread.getStackTrace());
        return Optional.of(left);
      }
    }
    return Optional.empty();
  }

  private static boolean ended(Thread thread, long end) {
    try {
      return thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// What went wrong.
  private static final class Outcome implements TestExecutionListener {

    private final List<Throwable> failures = new ArrayList<>();
    private int tests;

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
      failures.add(new AssertionError("the fork skipped the test: " + reason));
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        tests++;
      }
      result.getThrowable().ifPresent(failures::add);
    }

    synchronized List<Throwable> failures(String uniqueId) {
      if (failures.isEmpty() && tests != 1) {
        return List.of(
            new AssertionError(
                "the fork found %d tests of %s instead of one".formatted(tests, uniqueId)));
      }
      return List.copyOf(failures);
    }
  }
}
